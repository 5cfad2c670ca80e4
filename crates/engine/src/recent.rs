//! Things kept up to a size; those looked at longest ago go first.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

/// Things by key, of limited size together.
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
    /// Nothing yet; keeps things of `limit` in all, in the unit of the sizes given with them.
    pub fn new(limit: usize) -> Self {
        Self { limit, size: 0, uses: 0, things: HashMap::new(), by_use: BTreeMap::new() }
    }

    /// The thing of a key, which thereby becomes the one used last.
    pub fn get(&mut self, key: &K) -> Option<&V> {
        let thing = self.things.get_mut(key)?;
        self.uses += 1;
        self.by_use.remove(&thing.used);
        self.by_use.insert(self.uses, key.clone());
        thing.used = self.uses;
        Some(&thing.value)
    }

    /// Keeps a thing, in place of the key's former one; what exceeds the limit by itself is not kept.
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

    fn get<const N: usize>(kept: &mut Recent<&'static str, u32>, keys: [&'static str; N]) -> [Option<u32>; N] {
        keys.map(|key| kept.get(&key).copied())
    }

    #[test]
    fn what_was_used_longest_ago_goes_first() {
        let mut kept = Recent::new(10);
        kept.keep("a", 1, 4);
        kept.keep("b", 2, 4);
        assert_eq!(kept.get(&"a"), Some(&1));
        kept.keep("c", 3, 4);
        assert_eq!(get(&mut kept, ["a", "b", "c"]), [Some(1), None, Some(3)]);
    }

    #[test]
    fn a_key_counts_once() {
        let mut kept = Recent::new(10);
        for value in 0..100 {
            kept.keep("a", value, 6);
        }
        kept.keep("b", 0, 4);
        assert_eq!(get(&mut kept, ["a", "b"]), [Some(99), Some(0)]);
    }

    #[test]
    fn what_exceeds_the_limit_harms_nothing() {
        let mut kept = Recent::new(10);
        kept.keep("a", 1, 10);
        kept.keep("b", 2, 11);
        assert_eq!(get(&mut kept, ["a", "b"]), [Some(1), None]);
        kept.keep("c", 3, 10);
        assert_eq!(get(&mut kept, ["a", "c"]), [None, Some(3)]);
    }

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
