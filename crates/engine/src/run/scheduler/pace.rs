//! How many questions are asked at a time, how many per minute, how long to wait before another try, and when the server
//! is gone or every question would fail alike.

use fastrand::Rng;

use super::{End, FailureKind, Wait};
use crate::answer::Retry;
use crate::endpoint::EndpointErrorKind;
use crate::local::LocalErrorKind;

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
    /// One at first, so that a wrong key or address costs no more.
    pub(super) fn new(most: u32, timeout: u64) -> Self {
        Self { most, now: 1, timeout, doubles: true, successes: 0, halved_at: None }
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

/// A server that cannot be reached, from the first failure until any reply: one question at a time asks for it, with growing
/// waits.
#[derive(Debug)]
pub(super) struct Outage {
    since: u64,
    /// Number of failed probes.
    failed: u32,
    /// When the next probe may go.
    pub(super) next: u64,
    /// The question that is being asked to find out.
    pub(super) probe: Option<usize>,
}

impl Outage {
    /// The first probe may go at once: most connections that break are the only ones.
    pub(super) fn begin(now: u64) -> Self {
        Self { since: now, failed: 0, next: now, probe: None }
    }

    /// When the run ends unless the server is back before.
    pub(super) fn gives_up(&self) -> u64 {
        const PATIENCE: u64 = 300_000;
        self.since.saturating_add(PATIENCE)
    }

    /// What the run waits for, once a probe has failed; before that it may have been one connection.
    pub(super) fn wait(&self) -> Option<Wait> {
        (self.failed > 0).then(|| Wait::Unreachable { gives_up: self.gives_up() })
    }

    /// The next probe waits 1 s, 2 s, 4 s … 15 s, or as long as the server asks.
    pub(super) fn probe_failed(&mut self, hint: Option<u64>, now: u64) {
        const LONGEST_WAIT: u64 = 15_000;
        let wait = (1000 << self.failed.min(16)).min(LONGEST_WAIT).max(hint.unwrap_or(0));
        self.failed += 1;
        self.next = now.saturating_add(wait);
        self.probe = None;
    }
}

/// Number of equal failures in a row that are no coincidence.
const ALIKE: u32 = 3;
/// The same, where answers have shown that questions can be answered, and a question's size or a gateway may be to blame.
const ALIKE_ALTHOUGH_ANSWERED: u32 = 10;

/// Failures with no answer between them, which show that the other questions would fare alike.
#[derive(Debug, Default)]
pub(super) struct Streak {
    /// Whether any question of the run has ever been answered.
    has_answered: bool,
    /// Number of failures after which another try makes sense, of any kind.
    passing: u32,
    /// The kind of the latest failure, and how many of it came in a row.
    alike: Option<(FailureKind, u32)>,
}

impl Streak {
    pub(super) fn new(has_answered: bool) -> Self {
        Self { has_answered, ..Self::default() }
    }

    pub(super) fn answered(&mut self) {
        *self = Self::new(true);
    }

    /// Counts a failure; returns how the run ends, if it should.
    pub(super) fn failed(&mut self, kind: FailureKind, most_passing: u32) -> Option<End> {
        let alike = match self.alike {
            Some((before, number)) if before == kind => number + 1,
            _ => 1,
        };
        self.alike = Some((kind, alike));
        if self.most_alike(kind).is_some_and(|most| alike >= most) {
            return Some(End::Refused(kind));
        }
        self.passing += u32::from(kind.retry() != Retry::Never);
        (self.passing >= most_passing).then_some(End::Unreachable(kind))
    }

    /// How many of a kind show that every question would meet it; `None` where each question has its own reasons.
    fn most_alike(&self, kind: FailureKind) -> Option<u32> {
        use EndpointErrorKind::{BadRequest, NotJson, ReplyTooLarge, TooLarge, UnknownShape};
        match kind {
            FailureKind::Endpoint(BadRequest) | FailureKind::Local(LocalErrorKind::Overflow) => Some(ALIKE),
            FailureKind::Endpoint(TooLarge | ReplyTooLarge | NotJson | UnknownShape) => {
                Some(if self.has_answered { ALIKE_ALTHOUGH_ANSWERED } else { ALIKE })
            }
            _ => None,
        }
    }
}
