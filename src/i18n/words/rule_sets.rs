//! The rule sets in words.

use crate::i18n::Language;
use engine::scoring::RuleSet;

/// A rule set in words.
#[derive(Debug, Clone, Copy)]
pub struct RuleSetWords {
    /// From when to when it held.
    pub dates: &'static str,
    /// What sets it apart.
    pub about: &'static str,
}

/// A rule set in words.
pub fn rule_set_words(language: Language, rules: RuleSet) -> RuleSetWords {
    let (english, chinese) = match rules {
        RuleSet::R2024 => (
            (
                "2024-08-19 to 2025-08-04",
                "Rules behind the published leaderboard: a single letter counts wherever it stands.",
            ),
            ("2024-08-19 至 2025-08-04", "已发表排行榜所用规则：单个字母无论出现在何处都算。"),
        ),
        RuleSet::R2025 => (
            (
                "2025-08-04 to 2026-06-17",
                "The letter must stand near the end; long texts are not matched with options.",
            ),
            ("2025-08-04 至 2026-06-17", "字母须靠近末尾；过长的文本不再与选项原文匹配。"),
        ),
        RuleSet::R2026 => (
            ("since 2026-06-17", "As r2025, and “answer is X” is searched as well."),
            ("2026-06-17 起", "同 r2025，另外还会查找“answer is X”。"),
        ),
    };
    let (dates, about) = match language {
        Language::English => english,
        Language::Chinese => chinese,
    };
    RuleSetWords { dates, about }
}
