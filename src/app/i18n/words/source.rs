//! The words about where the data comes from and goes to: verifying, exporting.

/// The words about where the data comes from and goes to: verifying, exporting.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the English table says what each message is")]
pub struct SourceWords {
    pub verify: &'static str,
}

/// English.
pub(in crate::app::i18n) const ENGLISH: SourceWords = SourceWords { verify: "Verify" };

/// Chinese.
pub(in crate::app::i18n) const CHINESE: SourceWords = SourceWords { verify: "校验" };
