//! How many at a time: few at first, more while answers come quickly, half as many when the server is overloaded.

/// How many are asked at first, so that a wrong key or address costs no more.
const FEW: u32 = 2;

/// Slow start, then additive increase and multiplicative decrease (as TCP's, RFC 5681).
#[derive(Debug)]
pub(super) struct Concurrency {
    most: u32,
    now: u32,
    /// Milliseconds that an answer may take.
    timeout: u64,
    /// Whether each answer adds one, which doubles the number with each round.
    doubles: bool,
    successes: u32,
    /// When it was last halved.
    halved_at: Option<u64>,
}

impl Concurrency {
    pub(super) fn new(most: u32, timeout: u64) -> Self {
        Self { most, now: most.min(FEW), timeout, doubles: true, successes: 0, halved_at: None }
    }

    pub(super) fn now(&self) -> u32 {
        self.now
    }

    /// Takes an answer and how long it took. A server that is asked more than it carries lets questions wait, so that the
    /// number stays below that at which they would time out: what was asked meanwhile shows in later answers only.
    pub(super) fn succeeded(&mut self, took: u64) {
        self.doubles &= took <= self.timeout / 4;
        if took > self.timeout / 2 {
            return;
        }
        self.successes += 1;
        if (self.doubles || self.successes >= self.now) && self.now < self.most {
            self.now += 1;
            self.successes = 0;
        }
    }

    /// Halves, but only once for what was in flight together: `since` is when the refused request was sent.
    pub(super) fn slow_down(&mut self, since: u64, now: u64) {
        self.doubles = false;
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

    fn grown(most: u32) -> Concurrency {
        let mut concurrency = Concurrency::new(most, 120_000);
        for _ in 0..most {
            concurrency.succeeded(100);
        }
        concurrency
    }

    #[test]
    fn it_doubles_with_each_round_of_quick_answers() {
        let mut concurrency = Concurrency::new(64, 120_000);
        for round in [2, 4, 8, 16, 32, 64, 64] {
            assert_eq!(concurrency.now(), round);
            for _ in 0..round {
                concurrency.succeeded(100);
            }
        }
    }

    #[test]
    fn slow_answers_end_the_growth() {
        let mut concurrency = Concurrency::new(64, 8000);
        concurrency.succeeded(2001);
        concurrency.succeeded(4000);
        assert_eq!(concurrency.now(), 3);
        for _ in 0..99 {
            concurrency.succeeded(4001);
        }
        assert_eq!(concurrency.now(), 3);
    }

    #[test]
    fn one_burst_halves_once() {
        let mut concurrency = grown(64);
        concurrency.slow_down(5, 10);
        concurrency.slow_down(6, 11);
        concurrency.slow_down(10, 12);
        assert_eq!(concurrency.now(), 32);
        concurrency.slow_down(11, 20);
        assert_eq!(concurrency.now(), 16);
        for _ in 0..16 {
            concurrency.succeeded(100);
        }
        assert_eq!(concurrency.now(), 17);
    }

    #[test]
    fn it_stays_within_its_bounds() {
        let mut concurrency = grown(2);
        for time in 0..9 {
            concurrency.slow_down(time * 2 + 1, time * 2 + 1);
        }
        assert_eq!(concurrency.now(), 1);
        for _ in 0..99 {
            concurrency.succeeded(100);
        }
        assert_eq!(concurrency.now(), 2);
        assert_eq!(Concurrency::new(1, 120_000).now(), 1);
    }
}
