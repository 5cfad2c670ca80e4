//! The words of the leaderboard.

/// The words of the leaderboard.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the English table says what each message is")]
pub struct BoardWords {
    pub title: &'static str,
    pub key: &'static str,
}

/// English.
pub(in crate::app::i18n) const ENGLISH: BoardWords = BoardWords { title: "Board", key: "go to Board" };

/// Chinese.
pub(in crate::app::i18n) const CHINESE: BoardWords = BoardWords { title: "排行榜", key: "前往排行榜" };
