//! What is asked, of whom.

use serde::{Deserialize, Serialize};

use super::{Auth, Dialect, TokenLimitName};
use crate::image::Format;

/// A model and where it is; without the key, so it may be stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoint {
    /// Name of the preset it was made from; it gives limits and prices of pictures.
    pub preset: String,
    /// The interface.
    pub dialect: Dialect,
    /// The address up to the version, as `https://api.openai.com/v1`; a query is kept.
    pub base_url: String,
    /// Name of the model.
    pub model: String,
    /// The header of the key.
    pub auth: Auth,
    /// How the limit of tokens is called; only the chat dialect asks.
    pub token_limit_name: TokenLimitName,
    /// Whether answers are streamed, for models that cannot do otherwise.
    #[serde(default)]
    pub stream: bool,
}

/// How the model shall answer.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Sampling {
    /// Temperature; `None` sends none, which reasoning models ask for.
    pub temperature: Option<f64>,
    /// Greatest number of tokens of the answer, thinking included.
    pub max_tokens: u32,
    /// How closely OpenAI's models look at pictures; `None` sends none.
    pub detail: Option<Detail>,
}

impl Default for Sampling {
    /// Temperature 0 and 2048 tokens, as VLMEvalKit asks.
    fn default() -> Self {
        Self { temperature: Some(0.0), max_tokens: 2048, detail: None }
    }
}

/// OpenAI's `detail` of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Detail {
    /// The model decides.
    Auto,
    /// 512 × 512 pixels.
    Low,
    /// All of it.
    High,
}

impl Detail {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Low => "low",
            Self::High => "high",
        }
    }
}

/// One question to a model.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ask {
    /// The system prompt.
    pub system: Option<String>,
    /// The text, which follows the pictures.
    pub text: String,
    /// Format of each picture; the pictures themselves are put into the body later.
    pub pictures: Vec<Format>,
}
