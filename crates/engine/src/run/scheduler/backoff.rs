//! How long to wait before another try.

use fastrand::Rng;

/// Milliseconds before the second try, at most.
const FIRST: u64 = 1000;
/// Longest wait that is not the server's wish, in milliseconds.
const LONGEST: u64 = 60_000;

/// Doubling waits, spread by chance so that refused questions do not come back together.
#[derive(Debug)]
pub(super) struct Backoff {
    chance: Rng,
}

impl Backoff {
    pub(super) fn new(seed: u64) -> Self {
        Self { chance: Rng::with_seed(seed) }
    }

    /// Milliseconds to wait after that try: what the server asks and up to a tenth more (at most a second), else
    /// half to all of 1 s, 2 s, 4 s … 60 s.
    pub(super) fn wait(&mut self, attempt: u32, hint: Option<u64>) -> u64 {
        if let Some(hint) = hint {
            return hint + self.chance.u64(0..=(hint / 10).min(FIRST));
        }
        let doublings = attempt.saturating_sub(1).min(16);
        let whole = (FIRST << doublings).min(LONGEST);
        self.chance.u64(whole / 2..=whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_minute() {
        let mut backoff = Backoff::new(1);
        for (attempt, whole) in [(1, 1000), (2, 2000), (6, 32_000), (7, 60_000), (u32::MAX, 60_000)] {
            for _ in 0..50 {
                let wait = backoff.wait(attempt, None);
                assert!((whole / 2..=whole).contains(&wait), "{attempt}: {wait}");
            }
        }
        assert!((5000..=5500).contains(&backoff.wait(3, Some(5000))));
        assert_eq!(backoff.wait(3, Some(0)), 0);
    }

    #[test]
    fn equal_seeds_wait_equally() {
        let waits = |seed| {
            let mut backoff = Backoff::new(seed);
            [1, 2, 3, 4].map(|attempt| backoff.wait(attempt, None))
        };
        assert_eq!(waits(7), waits(7));
        assert_ne!(waits(7), waits(8));
    }
}
