//! Failures with no answer between them, which show that the other questions would fare alike.

use super::{End, FailureKind};
use crate::endpoint::{EndpointErrorKind, Retry};
use crate::local::LocalErrorKind;

/// So many alike in a row are no chance.
const ALIKE: u32 = 3;
/// So many, where answers have shown that questions can be answered, and a question's size or a gateway may be to blame.
const ALIKE_ALTHOUGH_ANSWERED: u32 = 10;

/// Failures with no answer between them.
#[derive(Debug, Default)]
pub(super) struct Streak {
    /// Whether any question was answered, ever since the run was begun or gone on with.
    has_answered: bool,
    /// Failures that pass, of any kind.
    passing: u32,
    /// The kind of the latest failure, and how many of it came in a row.
    alike: Option<(FailureKind, u32)>,
}

impl Streak {
    pub(super) fn answered(&mut self) {
        *self = Self { has_answered: true, ..Self::default() };
    }

    /// Counts a failure; returns how the run ends, if it had better end.
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
        use EndpointErrorKind::{BadRequest, NotJson, TooLarge, UnknownShape};
        match kind {
            FailureKind::Endpoint(BadRequest) | FailureKind::Local(LocalErrorKind::Overflow) => Some(ALIKE),
            FailureKind::Endpoint(TooLarge | NotJson | UnknownShape) => {
                Some(if self.has_answered { ALIKE_ALTHOUGH_ANSWERED } else { ALIKE })
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(streak: &mut Streak, kinds: &[EndpointErrorKind]) -> Vec<bool> {
        kinds.iter().map(|kind| streak.failed(FailureKind::Endpoint(*kind), 20).is_some()).collect()
    }

    #[test]
    fn three_alike_end_the_run() {
        use EndpointErrorKind::{BadRequest, NotJson, ServerFailed};
        assert_eq!(ends(&mut Streak::default(), &[BadRequest; 3]), [false, false, true]);
        assert_eq!(ends(&mut Streak::default(), &[NotJson; 3]), [false, false, true]);
        let different = [BadRequest, BadRequest, NotJson, BadRequest, BadRequest];
        assert_eq!(ends(&mut Streak::default(), &different), [false; 5]);
        assert_eq!(ends(&mut Streak::default(), &[ServerFailed; 20]).iter().filter(|ends| **ends).count(), 1);
    }

    #[test]
    fn an_answer_begins_anew() {
        use EndpointErrorKind::{BadRequest, ContentPolicy, TooLarge};
        let mut streak = Streak::default();
        assert_eq!(ends(&mut streak, &[BadRequest; 2]), [false; 2]);
        streak.answered();
        assert_eq!(ends(&mut streak, &[BadRequest; 2]), [false; 2]);
        assert_eq!(ends(&mut streak, &[TooLarge; 9]), [false; 9], "the largest pictures may come in a row");
        assert_eq!(ends(&mut streak, &[ContentPolicy; 99]), [false; 99]);
    }
}
