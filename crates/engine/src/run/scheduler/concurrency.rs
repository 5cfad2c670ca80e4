//! How many at a time: half as many when the server is overloaded, one more after as many successes.

/// Additive increase, multiplicative decrease.
#[derive(Debug)]
pub(super) struct Concurrency {
    most: u32,
    now: u32,
    successes: u32,
    /// When it was last halved.
    halved_at: Option<u64>,
}

impl Concurrency {
    pub(super) fn new(most: u32) -> Self {
        Self { most, now: most, successes: 0, halved_at: None }
    }

    pub(super) fn now(&self) -> u32 {
        self.now
    }

    pub(super) fn succeeded(&mut self) {
        self.successes += 1;
        if self.successes >= self.now && self.now < self.most {
            self.now += 1;
            self.successes = 0;
        }
    }

    /// Halves, but only once for what was in flight together: `since` is when the refused request was sent.
    pub(super) fn slow_down(&mut self, since: u64, now: u64) {
        if self.halved_at.is_some_and(|halved_at| since <= halved_at) {
            return;
        }
        self.now = (self.now / 2).max(1);
        self.successes = 0;
        self.halved_at = Some(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_burst_halves_once() {
        let mut concurrency = Concurrency::new(64);
        concurrency.slow_down(5, 10);
        concurrency.slow_down(6, 11);
        concurrency.slow_down(10, 12);
        assert_eq!(concurrency.now(), 32);
        concurrency.slow_down(11, 20);
        assert_eq!(concurrency.now(), 16);
        for _ in 0..16 {
            concurrency.succeeded();
        }
        assert_eq!(concurrency.now(), 17);
    }

    #[test]
    fn it_stays_within_its_bounds() {
        let mut concurrency = Concurrency::new(2);
        for time in 0..9 {
            concurrency.slow_down(time * 2 + 1, time * 2 + 1);
        }
        assert_eq!(concurrency.now(), 1);
        for _ in 0..99 {
            concurrency.succeeded();
        }
        assert_eq!(concurrency.now(), 2);
    }
}
