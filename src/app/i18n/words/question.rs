//! The words of the question view.

/// The words of the question view.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the English table says what each message is")]
pub struct QuestionWords {
    pub invert: &'static str,
}

/// English.
pub(in crate::app::i18n) const ENGLISH: QuestionWords = QuestionWords { invert: "Invert" };

/// Chinese.
pub(in crate::app::i18n) const CHINESE: QuestionWords = QuestionWords { invert: "反相" };
