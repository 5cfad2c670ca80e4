//! When the server is gone, or every question would fail alike.

use super::{End, FailureKind, Wait};
use crate::answer::Retry;
use crate::endpoint::EndpointErrorKind;
use crate::local::LocalErrorKind;

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
