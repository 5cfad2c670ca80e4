//! Which model is asked, and how.

use serde::{Deserialize, Serialize};

use crate::names::named;

/// A model and where it is; without the key, so it may be stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoint {
    /// Id of the preset it was made from; it gives limits and token rules of images.
    pub preset: String,
    pub dialect: Dialect,
    /// The address up to the version, as `https://api.openai.com/v1`; a query is kept.
    pub base_url: String,
    pub model: String,
    pub auth: Auth,
    /// Name of the token limit; used by the chat dialect only.
    pub token_limit_name: TokenLimitName,
    /// Whether answers are streamed, for models that cannot do otherwise.
    #[serde(default)]
    pub stream: bool,
}

named! {
    #[derive(Default)]
    pub enum Dialect {
        /// `POST …/chat/completions`, which most servers speak.
        #[default]
        OpenAiChat = "open-ai-chat",
        /// `POST …/responses` of OpenAI.
        OpenAiResponses = "open-ai-responses",
        /// `POST …/messages` of Anthropic.
        AnthropicMessages = "anthropic-messages",
        /// `POST …/models/MODEL:generateContent` of Gemini.
        GeminiGenerateContent = "gemini-generate-content",
    }
}

named! {
    #[derive(Default)]
    pub enum Auth {
        None = "none",
        /// `Authorization: Bearer KEY`.
        #[default]
        Bearer = "bearer",
        /// `api-key: KEY`, as Azure has it.
        ApiKey = "api-key",
        /// `x-api-key: KEY`, as Anthropic has it.
        XApiKey = "x-api-key",
        /// `x-goog-api-key: KEY`, as Gemini has it.
        XGoogApiKey = "x-goog-api-key",
    }
}

impl Auth {
    /// Name of the header, and what precedes the key in it.
    pub(super) fn header(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::None => None,
            Self::Bearer => Some(("Authorization", "Bearer ")),
            Self::ApiKey | Self::XApiKey | Self::XGoogApiKey => Some((self.name(), "")),
        }
    }
}

named! {
    /// Name of the chat dialect's limit of answer tokens.
    ///
    /// OpenAI's reasoning models know only the newer name, others (Mistral) only the older one.
    #[derive(Default)]
    pub enum TokenLimitName {
        #[default]
        MaxTokens = "max_tokens",
        MaxCompletionTokens = "max_completion_tokens",
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Sampling {
    /// Temperature; `None` sends none, as reasoning models require.
    pub temperature: Option<f64>,
    /// Maximum number of tokens of the answer, thinking included.
    pub max_tokens: u32,
    /// In which detail OpenAI's models look at images; `None` sends none.
    pub detail: Option<Detail>,
    /// Whether the probabilities of tokens are asked for; used by the chat dialect only. Absent from older journals.
    #[serde(default)]
    pub logprobs: bool,
}

impl Default for Sampling {
    /// Temperature 0 and 2048 tokens, as VLMEvalKit asks.
    fn default() -> Self {
        Self { temperature: Some(0.0), max_tokens: 2048, detail: None, logprobs: false }
    }
}

named! {
    pub enum Detail {
        Auto = "auto",
        /// 512 × 512 pixels.
        Low = "low",
        /// The whole resolution.
        High = "high",
    }
}
