//! The rule sets in words.

use super::super::generated::AboutDatesNameShort;
use crate::i18n::Language;
use engine::scoring::RuleSet;

/// A rule set in words: its name, from when to when it held, and what sets it apart.
pub fn rule_set_words(language: Language, rules: RuleSet) -> AboutDatesNameShort {
    let words = language.messages().rule_sets;
    match rules {
        RuleSet::R2024 => words.r2024,
        RuleSet::R2025 => words.r2025,
        RuleSet::R2026 => words.r2026,
    }
}
