//! The words of the page in a frame of another page.

/// The words of the page in a frame of another page.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the English table says what each message is")]
pub struct EmbedWords {
    pub open_in_tab: &'static str,
    pub bar: &'static str,
    /// `{site}`
    pub let_hear: &'static str,
}

/// English.
pub(in crate::i18n) const ENGLISH: EmbedWords = EmbedWords {
    open_in_tab: "Open in a tab",
    bar: "About this frame",
    let_hear: "Let {site} see counts, scores and findings of my files (not the files)",
};

/// Chinese.
pub(in crate::i18n) const CHINESE: EmbedWords = EmbedWords {
    open_in_tab: "在新标签页中打开",
    bar: "关于此嵌入页面",
    let_hear: "允许 {site} 获知我的文件的计数、得分与检查结果（不含文件本身）",
};
