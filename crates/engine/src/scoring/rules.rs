//! The rule sets of VLMEvalKit's history and the rules in them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How VLMEvalKit extracted answers at a time, the oldest first; published scores differ by it. What distinguishes them
/// is in [`extract`](super::extract), where a later rule set keeps what an earlier one brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleSet {
    /// 2024-08-19 to 2025-08-04, the rules behind the published leaderboard.
    R2024,
    /// 2025-08-04 to 2026-06-17: the letter must stand near the end, long texts are not matched.
    R2025,
    /// Since 2026-06-17: "answer is X" is searched as well.
    #[default]
    R2026,
}

impl RuleSet {
    pub const ALL: [Self; 3] = [Self::R2024, Self::R2025, Self::R2026];

    /// The rules that VLMEvalKit has now, which checks apply; also the default.
    pub const LATEST: Self = Self::R2026;

    pub fn name(self) -> &'static str {
        match self {
            Self::R2024 => "r2024",
            Self::R2025 => "r2025",
            Self::R2026 => "r2026",
        }
    }

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
        let known = || Self::ALL.map(Self::name).join(", ");
        let found = Self::ALL.into_iter().find(|rules| rules.name() == name);
        found.ok_or_else(|| format!("no rule set {name:?}: {}", known()))
    }
}

/// The rule that decided the letter of a prediction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The prediction contains one of four refusals: Z.
    Refusal,
    /// Exactly one option letter stands alone in the text (since r2025 among the last four tokens).
    Letter,
    /// No option letter stands alone, but Z does: Z.
    LetterZ,
    /// The text says "answer is X" with X one of A to D (since r2026).
    AnswerIs,
    /// The text of exactly one option occurs in the prediction.
    OptionText,
    /// No rule yields a letter: Z, not inferable.
    Nothing,
}

impl Rule {
    /// All rules in the order in which they are tried.
    pub const ALL: [Self; 6] =
        [Self::Refusal, Self::Letter, Self::LetterZ, Self::AnswerIs, Self::OptionText, Self::Nothing];

    pub fn name(self) -> &'static str {
        match self {
            Self::Refusal => "refusal",
            Self::Letter => "letter",
            Self::LetterZ => "letter-z",
            Self::AnswerIs => "answer-is",
            Self::OptionText => "option-text",
            Self::Nothing => "nothing",
        }
    }
}
