//! A cache of limited size that drops what was used longest ago.

use std::collections::VecDeque;

/// Values by key, of limited total size.
#[derive(Debug)]
pub struct Recent<K, V> {
    limit: usize,
    size: usize,
    /// Key, value and size of each, what was used longest ago first.
    things: VecDeque<(K, V, usize)>,
}

impl<K: PartialEq, V> Recent<K, V> {
    /// An empty cache; `limit` is in the unit of the sizes given to [`Recent::keep`].
    pub fn new(limit: usize) -> Self {
        Self { limit, size: 0, things: VecDeque::new() }
    }

    /// The value of a key, which becomes the one used last.
    pub fn get(&mut self, key: &K) -> Option<&V> {
        let thing = self.take(key)?;
        self.size += thing.2;
        self.things.push_back(thing);
        self.things.back().map(|(_, value, _)| value)
    }

    /// Stores a value, in place of the key's former one; a value larger than the limit is not stored.
    pub fn keep(&mut self, key: K, value: V, size: usize) {
        self.take(&key);
        if size > self.limit {
            return;
        }
        while self.size > self.limit - size {
            let Some((_, _, oldest)) = self.things.pop_front() else { break };
            self.size -= oldest;
        }
        self.size += size;
        self.things.push_back((key, value, size));
    }

    fn take(&mut self, key: &K) -> Option<(K, V, usize)> {
        let thing = self.things.remove(self.things.iter().position(|(other, ..)| other == key)?)?;
        self.size -= thing.2;
        Some(thing)
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
            assert_eq!(kept.things.iter().map(|(_, (), size)| size).sum::<usize>(), kept.size);
            kept.get(&(key / 2));
        }
    }
}
