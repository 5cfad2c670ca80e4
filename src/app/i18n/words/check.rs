//! The words of the check page.

/// The words of the check page.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the English table says what each message is")]
pub struct CheckWords {
    pub title: &'static str,
    pub key: &'static str,
}

/// English.
pub(in crate::app::i18n) const ENGLISH: CheckWords = CheckWords { title: "Check", key: "go to Check" };

/// Chinese.
pub(in crate::app::i18n) const CHINESE: CheckWords = CheckWords { title: "检查", key: "前往检查" };
