//! The words of the help page around its texts.

use crate::help::route::Topic;

/// The words of the help page around its texts.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the English table says what each message is")]
pub struct HelpWords {
    pub title: &'static str,
    pub key: &'static str,
    pub topics: &'static str,
    /// `{detail}`
    pub missing: &'static str,
    pub again: &'static str,
    pub start: &'static str,
    pub files: &'static str,
    pub explore: &'static str,
    pub scoring: &'static str,
    pub checks: &'static str,
    pub board: &'static str,
    pub running: &'static str,
    pub keys: &'static str,
    pub privacy: &'static str,
    pub offline: &'static str,
    pub embedding: &'static str,
    pub faq: &'static str,
}

impl HelpWords {
    /// The title of a topic.
    pub fn of(&self, topic: Topic) -> &'static str {
        match topic {
            Topic::Start => self.start,
            Topic::Files => self.files,
            Topic::Explore => self.explore,
            Topic::Scoring => self.scoring,
            Topic::Checks => self.checks,
            Topic::Board => self.board,
            Topic::Running => self.running,
            Topic::Keys => self.keys,
            Topic::Privacy => self.privacy,
            Topic::Offline => self.offline,
            Topic::Embedding => self.embedding,
            Topic::Faq => self.faq,
        }
    }
}

/// English.
pub(in crate::i18n) const ENGLISH: HelpWords = HelpWords {
    title: "Help",
    key: "go to Help",
    topics: "Topics",
    missing: "This text could not be fetched ({detail}). Everything else works without it.",
    again: "Try again",
    start: "First steps",
    files: "Files that can be opened",
    explore: "Finding questions",
    scoring: "How scoring works",
    checks: "Checks before you send",
    board: "The leaderboard",
    running: "Running models",
    keys: "Keys",
    privacy: "Privacy and storage",
    offline: "Offline and as an app",
    embedding: "In another page",
    faq: "Questions and answers",
};

/// Chinese.
pub(in crate::i18n) const CHINESE: HelpWords = HelpWords {
    title: "帮助",
    key: "前往“帮助”",
    topics: "主题",
    missing: "无法获取这段说明（{detail}）。其他功能不受影响。",
    again: "重试",
    start: "入门",
    files: "可以打开的文件",
    explore: "查找题目",
    scoring: "如何评分",
    checks: "提交前的检查",
    board: "排行榜",
    running: "运行模型",
    keys: "按键",
    privacy: "隐私与存储",
    offline: "离线使用与安装",
    embedding: "嵌入其他网页",
    faq: "常见问题",
};
