//! The rule sets of VLMEvalKit's history and the rules in them.

use std::fmt;
use std::str::FromStr;

use crate::names::named;

named! {
    /// How VLMEvalKit extracted answers at a time, the oldest first; published scores differ by it. What distinguishes them
    /// is in [`extract`](super::extract), where a later rule set keeps what an earlier one brought.
    #[derive(Default, PartialOrd, Ord)]
    pub enum RuleSet {
        /// 2024-08-19 to 2025-08-04, the rules behind the published leaderboard.
        R2024 = "r2024",
        /// 2025-08-04 to 2026-06-17: the letter must stand near the end, long texts are not matched.
        R2025 = "r2025",
        /// Since 2026-06-17: "answer is X" is searched as well.
        #[default]
        R2026 = "r2026",
    }
}

impl RuleSet {
    /// The rules that VLMEvalKit has now, which checks apply; also the default.
    pub const LATEST: Self = Self::R2026;

    /// The change of VLMEvalKit that brought the rules, and its date.
    pub fn revision(self) -> &'static str {
        match self {
            Self::R2024 => "VLMEvalKit, 2024-08-19",
            Self::R2025 => "VLMEvalKit #1175, 2025-08-04",
            Self::R2026 => "VLMEvalKit #1552, 2026-06-17",
        }
    }
}

impl fmt::Display for RuleSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for RuleSet {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::named(name).ok_or_else(|| format!("no rule set {name:?}: {}", Self::ALL.map(Self::name).join(", ")))
    }
}

named! {
    /// The rule that decided the letter of a prediction, in the order in which they are tried.
    pub enum Rule {
        /// The prediction contains one of four refusals: Z.
        Refusal = "refusal",
        /// Exactly one option letter stands alone in the text (since r2025 among the last four tokens).
        Letter = "letter",
        /// No option letter stands alone, but Z does: Z.
        LetterZ = "letter-z",
        /// The text says "answer is X" with X one of A to D (since r2026).
        AnswerIs = "answer-is",
        /// The text of exactly one option occurs in the prediction.
        OptionText = "option-text",
        /// No rule yields a letter: Z, not inferable.
        Nothing = "nothing",
    }
}
