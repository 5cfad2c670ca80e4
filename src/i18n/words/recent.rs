//! The words about datasets that were opened before.

/// The words about datasets that were opened before.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the English table says what each message is")]
pub struct RecentWords {
    pub title: &'static str,
    pub about: &'static str,
    /// `{rows}`, `{bytes}`, `{when}`
    pub entry: &'static str,
    /// `{files}`
    pub files: &'static str,
    pub open: &'static str,
    pub choose_again: &'static str,
    pub drop_again: &'static str,
    /// `{name}`
    pub forget: &'static str,
    pub restored: &'static str,
    pub no_room: &'static str,
    /// `{name}`
    pub not_allowed: &'static str,
}

/// English.
pub(in crate::i18n) const ENGLISH: RecentWords = RecentWords {
    title: "Recently opened",
    about: "Their index is kept in this browser, so they open at once. The files stay where they are.",
    entry: "{rows} {rows|question|questions} · {bytes} · {when}",
    files: "{files} {files|file|files}",
    open: "Open",
    choose_again: "Choose the file again",
    drop_again: "or drop it here",
    forget: "Forget {name}",
    restored: "Opened from the saved index",
    no_room: "The browser has no room for this dataset's index, so it will be read through again next time. Nothing else changes.",
    not_allowed: "The browser was not allowed to read {name} again. Nothing is lost: press Open once more, or drop the file.",
};

/// Chinese.
pub(in crate::i18n) const CHINESE: RecentWords = RecentWords {
    title: "最近打开",
    about: "索引保存在此浏览器中，因此可以立即打开。文件本身仍在原处。",
    entry: "{rows} 道题目 · {bytes} · {when}",
    files: "{files} 个文件",
    open: "打开",
    choose_again: "重新选择文件",
    drop_again: "或拖放到此处",
    forget: "忘记 {name}",
    restored: "已由保存的索引打开",
    no_room: "浏览器没有空间保存该数据集的索引，下次将重新读取。其他不受影响。",
    not_allowed: "浏览器未获准再次读取 {name}。没有任何损失：请再按一次“打开”，或拖放该文件。",
};
