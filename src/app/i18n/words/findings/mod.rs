//! What the check of a prediction file can find, in words.

mod chinese;
mod details;
mod english;

pub use details::{Detail, finding_detail};

use crate::app::i18n::Language;
use crate::engine::check::{FindingKind, Note};

/// A finding in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FindingWords {
    /// What was found, in a few words.
    pub title: &'static str,
    /// What VLMEvalKit makes of it, and what that does to the score.
    pub meaning: &'static str,
    /// What to do about it.
    pub fix: &'static str,
}

/// The words of a kind of finding.
pub fn finding_words(language: Language, kind: FindingKind) -> FindingWords {
    match language {
        Language::English => english::finding(kind),
        Language::Chinese => chinese::finding(kind),
    }
}

/// A note as a sentence.
pub fn note_words(language: Language, note: Note) -> &'static str {
    match language {
        Language::English => english::note(note),
        Language::Chinese => chinese::note(note),
    }
}
