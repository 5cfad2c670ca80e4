//! The words of the explore page.

/// The words of the explore page.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the English table says what each message is")]
pub struct ExploreWords {
    pub filters: &'static str,
}

/// English.
pub(in crate::app::i18n) const ENGLISH: ExploreWords = ExploreWords { filters: "Filters" };

/// Chinese.
pub(in crate::app::i18n) const CHINESE: ExploreWords = ExploreWords { filters: "筛选" };
