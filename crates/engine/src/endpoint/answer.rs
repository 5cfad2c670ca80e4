//! What a model has answered.

use serde::{Deserialize, Serialize};

use crate::local::LetterScores;

/// An answer of a model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The text, without white space around it, as VLMEvalKit keeps it; never empty.
    pub text: String,
    /// What the model thought before, where it tells.
    pub thinking: Option<String>,
    /// Why the model stopped.
    pub finish: Finish,
    /// Tokens by the server's count.
    pub usage: Option<Usage>,
    /// The model's name by the server.
    pub model: Option<String>,
    /// How probable the letters are, where the model tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letters: Option<LetterScores>,
}

/// Why a model stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finish {
    /// It was done.
    Stop,
    /// It came to the limit of tokens.
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
    pub(super) fn of(word: &str) -> Self {
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

/// Tokens by the server's count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// Tokens of the question, pictures included.
    pub input: u64,
    /// Tokens of the answer, thinking included.
    pub output: u64,
}

impl Usage {
    /// Both together; numbers of servers may be anything.
    pub fn total(self) -> u64 {
        self.input.saturating_add(self.output)
    }

    /// The sum of two counts.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { input: self.input.saturating_add(other.input), output: self.output.saturating_add(other.output) }
    }
}
