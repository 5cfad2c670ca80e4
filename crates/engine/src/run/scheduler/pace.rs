//! How many questions are asked at a time, how many per minute, and how long to wait before another try.

use fastrand::Rng;

/// How many are asked at first, so that a wrong key or address costs no more.
const FEW: u32 = 2;

/// The number at a time: slow start, then additive increase and multiplicative decrease, as TCP's (RFC 5681).
#[derive(Debug)]
pub(super) struct Concurrency {
    most: u32,
    pub(super) now: u32,
    /// Milliseconds that an answer may take.
    timeout: u64,
    /// Whether each answer adds one, which doubles the number with each round.
    doubles: bool,
    successes: u32,
    halved_at: Option<u64>,
}

impl Concurrency {
    pub(super) fn new(most: u32, timeout: u64) -> Self {
        Self { most, now: most.min(FEW), timeout, doubles: true, successes: 0, halved_at: None }
    }

    /// Takes an answer and how long it took. A server that is asked more than it can process lets questions wait, so that
    /// the number stays below that at which they would time out: its effect shows in later answers only.
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

/// Spreads starts evenly at a rate per minute: each takes the time that its amount has at the rate. So no minute sees more
/// than the rate and one start.
#[derive(Debug)]
pub(super) struct Pacer {
    /// Milliseconds that one takes; 0 without a limit.
    each: f64,
    /// When the next start may be.
    free_at: f64,
}

impl Pacer {
    pub(super) fn new(per_minute: Option<u32>) -> Self {
        const MINUTE: f64 = 60_000.0;
        Self { each: per_minute.map_or(0.0, |rate| MINUTE / f64::from(rate.max(1))), free_at: 0.0 }
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "times are positive and small")]
    pub(super) fn ready_at(&self) -> u64 {
        self.free_at.ceil() as u64
    }

    pub(super) fn take(&mut self, amount: u64, now: u64) {
        self.free_at = self.free_at.max(as_float(now)) + as_float(amount) * self.each;
    }

    /// Notes that a start took another amount than expected; time that it leaves is not saved up.
    pub(super) fn correct(&mut self, expected: u64, used: Option<u64>, now: u64) {
        let Some(used) = used else { return };
        let difference = (as_float(used) - as_float(expected)) * self.each;
        self.free_at = (self.free_at + difference).max(self.free_at.min(as_float(now)));
    }
}

#[expect(clippy::cast_precision_loss, reason = "times and tokens are far below 2^52")]
fn as_float(number: u64) -> f64 {
    number as f64
}

/// Milliseconds to wait after that try: what the server asks and up to a tenth more (at most a second), else half to all of
/// 1 s, 2 s, 4 s … 60 s, spread by chance so that refused questions do not come back together.
pub(super) fn backoff(chance: &mut Rng, attempt: u32, hint: Option<u64>) -> u64 {
    const FIRST: u64 = 1000;
    const LONGEST: u64 = 60_000;
    if let Some(hint) = hint {
        return hint.saturating_add(chance.u64(0..=(hint / 10).min(FIRST)));
    }
    let doublings = attempt.saturating_sub(1).min(16);
    let whole = (FIRST << doublings).min(LONGEST);
    chance.u64(whole / 2..=whole)
}
