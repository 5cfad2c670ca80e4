//! A cache of limited size that drops what was used longest ago.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

/// Values by key, of limited total size.
#[derive(Debug)]
pub struct Recent<K, V> {
    limit: usize,
    size: usize,
    /// Counts uses; the greatest is the latest.
    uses: u64,
    things: HashMap<K, Thing<V>>,
    by_use: BTreeMap<u64, K>,
}

#[derive(Debug)]
struct Thing<V> {
    value: V,
    size: usize,
    used: u64,
}

impl<K: Clone + Eq + Hash, V> Recent<K, V> {
    /// An empty cache; `limit` is in the unit of the sizes given to [`Recent::keep`].
    pub fn new(limit: usize) -> Self {
        Self { limit, size: 0, uses: 0, things: HashMap::new(), by_use: BTreeMap::new() }
    }

    /// The value of a key, which becomes the one used last.
    pub fn get(&mut self, key: &K) -> Option<&V> {
        let thing = self.things.get_mut(key)?;
        self.uses += 1;
        self.by_use.remove(&thing.used);
        self.by_use.insert(self.uses, key.clone());
        thing.used = self.uses;
        Some(&thing.value)
    }

    /// Stores a value, in place of the key's former one; a value larger than the limit is not stored.
    pub fn keep(&mut self, key: K, value: V, size: usize) {
        self.forget(&key);
        if size > self.limit {
            return;
        }
        while self.size > self.limit - size {
            let Some(oldest) = self.by_use.values().next().cloned() else { break };
            self.forget(&oldest);
        }
        self.uses += 1;
        self.size += size;
        self.by_use.insert(self.uses, key.clone());
        self.things.insert(key, Thing { value, size, used: self.uses });
    }

    fn forget(&mut self, key: &K) {
        if let Some(thing) = self.things.remove(key) {
            self.by_use.remove(&thing.used);
            self.size -= thing.size;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_never_exceeds_the_limit() {
        let mut kept = Recent::new(1000);
        for key in 0..500_usize {
            kept.keep(key, (), key * 7 % 300);
            assert!(kept.size <= 1000);
            assert_eq!(kept.things.len(), kept.by_use.len());
            assert_eq!(kept.things.values().map(|thing| thing.size).sum::<usize>(), kept.size);
            kept.get(&(key / 2));
        }
    }
}
