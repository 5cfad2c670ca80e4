//! What models are asked, and what they answer, wherever they run.

#![expect(missing_docs, reason = "what a name says has no line of its own")]

use serde::{Deserialize, Serialize};

use crate::image::Format;

/// The column of a prediction file that says why each answer ended; only where an answer was cut at the limit of tokens.
pub const FINISH_REASON: &str = "finish_reason";

/// The column of a prediction file that holds the probability of each letter, as `{"A":0.875,"B":0.125}`; only where a
/// model returns them.
pub const LETTER_PROBABILITIES: &str = "letter_probabilities";

/// One question to a model.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ask {
    pub system: Option<String>,
    /// The text, which follows the images.
    pub text: String,
    /// Format of each image; the images themselves are put into the body later.
    pub pictures: Vec<Format>,
}

/// An answer of a model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The text, without white space around it, as VLMEvalKit keeps it; never empty.
    pub text: String,
    /// What the model thought before it answered, where the server returns it.
    pub thinking: Option<String>,
    pub finish: Finish,
    pub usage: Option<Usage>,
    /// The model's name by the server.
    pub model: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letters: Option<LetterScores>,
}

/// Why a model stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finish {
    Stop,
    /// The limit of tokens was reached.
    Length,
    /// The provider's filter stopped it.
    Filter,
    /// Anything else, in the server's word; empty where it gives none.
    Other(String),
}

impl Finish {
    /// The word for it in files, as OpenAI has it; the server's own for others.
    pub fn word(&self) -> &str {
        match self {
            Self::Stop => "stop",
            Self::Length => "length",
            Self::Filter => "content_filter",
            Self::Other(word) => word,
        }
    }

    /// The reason that a server's word stands for.
    pub(crate) fn of(word: &str) -> Self {
        match word.to_lowercase().as_str() {
            "stop" | "end_turn" | "stop_sequence" | "completed" | "complete" | "eos" | "eos_token" => Self::Stop,
            "length" | "max_tokens" | "max_output_tokens" | "model_length" | "model_context_window_exceeded" => {
                Self::Length
            }
            "content_filter" | "refusal" | "sensitive" | "safety" | "recitation" | "blocklist"
            | "prohibited_content" | "spii" | "image_safety" => Self::Filter,
            _ => Self::Other(word.to_owned()),
        }
    }
}

/// Tokens by the server's count. The numbers come from servers and may be anything, so that sums saturate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// Tokens of the question, images included.
    pub input: u64,
    /// Tokens of the answer, thinking included.
    pub output: u64,
}

impl Usage {
    pub fn total(self) -> u64 {
        self.input.saturating_add(self.output)
    }

    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { input: self.input.saturating_add(other.input), output: self.output.saturating_add(other.output) }
    }
}

/// Probabilities of the option letters, where the model is to name one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LetterScores {
    /// Letter and natural logarithm of its probability; the probabilities of all letters sum to 1.
    pub log_probabilities: Vec<(char, f64)>,
    /// Probability that the model names any of the letters, 0 to 1. Where it is small, the model was about to write
    /// something else.
    pub choice_mass: f64,
}

impl LetterScores {
    /// Letter and probability, 0 to 1.
    pub fn probabilities(&self) -> impl Iterator<Item = (char, f64)> {
        self.log_probabilities.iter().map(|(letter, logarithm)| (*letter, logarithm.exp()))
    }

    /// The most probable letter, the first of equals; `None` without letters.
    pub fn best(&self) -> Option<char> {
        let better = |best: (char, f64), other: (char, f64)| if other.1 > best.1 { other } else { best };
        self.log_probabilities.iter().copied().reduce(better).map(|(letter, _)| letter)
    }

    /// The probabilities as JSON with six decimals, as `{"A":0.875000,"B":0.125000}`.
    pub fn to_json(&self) -> String {
        let members: Vec<String> =
            self.probabilities().map(|(letter, probability)| format!("\"{letter}\":{probability:.6}")).collect();
        format!("{{{}}}", members.join(","))
    }
}

/// Whether to ask again after a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    Never,
    Transient,
    /// Yes, and with fewer questions at a time.
    SlowDown,
}

/// Splits a text at its last `</think>`, as VLMEvalKit does under `SPLIT_THINK`, into thoughts and answer; a text that
/// opens with `<think>` and never closes it is all thought.
///
/// The opening mark may be missing: some chat templates put it into the question.
pub(crate) fn split_thinking(text: &str) -> (Option<&str>, &str) {
    const OPEN: &str = "<think>";
    if let Some((thoughts, answer)) = text.rsplit_once("</think>") {
        let thoughts = thoughts.trim();
        return (Some(thoughts.strip_prefix(OPEN).unwrap_or(thoughts).trim()), answer);
    }
    match text.trim_start().strip_prefix(OPEN) {
        Some(thoughts) => (Some(thoughts.trim()), ""),
        None => (None, text),
    }
}
