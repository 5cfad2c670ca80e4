//! What differs between two files in one question.

use crate::scoring::ScoredRow;

/// What has changed in a question from file A to file B.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Change {
    BothCorrect,
    Gained,
    Lost,
    /// Both are incorrect with the same letter, or both without one.
    SameError,
    OtherError,
}

impl Change {
    pub(super) fn of(a: &ScoredRow, b: &ScoredRow) -> Self {
        match (a.is_correct, b.is_correct) {
            (true, true) => Self::BothCorrect,
            (false, true) => Self::Gained,
            (true, false) => Self::Lost,
            (false, false) if a.extraction.letter == b.extraction.letter => Self::SameError,
            (false, false) => Self::OtherError,
        }
    }
}
