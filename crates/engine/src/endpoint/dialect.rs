//! What differs between the interfaces of models.

use serde::{Deserialize, Serialize};

/// An interface that a model is reached by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dialect {
    /// `POST …/chat/completions`, which most servers speak.
    #[default]
    OpenAiChat,
    /// `POST …/responses` of OpenAI.
    OpenAiResponses,
    /// `POST …/messages` of Anthropic.
    AnthropicMessages,
    /// `POST …/models/MODEL:generateContent` of Gemini.
    GeminiGenerateContent,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: [Self; 4] =
        [Self::OpenAiChat, Self::OpenAiResponses, Self::AnthropicMessages, Self::GeminiGenerateContent];

    /// The name in files, as `open-ai-chat`.
    pub fn name(self) -> &'static str {
        match self {
            Self::OpenAiChat => "open-ai-chat",
            Self::OpenAiResponses => "open-ai-responses",
            Self::AnthropicMessages => "anthropic-messages",
            Self::GeminiGenerateContent => "gemini-generate-content",
        }
    }
}

/// The header that carries the key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Auth {
    /// No key.
    None,
    /// `Authorization: Bearer KEY`.
    #[default]
    Bearer,
    /// `api-key: KEY`, as Azure has it.
    ApiKey,
    /// `x-api-key: KEY`, as Anthropic has it.
    XApiKey,
    /// `x-goog-api-key: KEY`, as Gemini has it.
    XGoogApiKey,
}

impl Auth {
    /// Every way.
    pub const ALL: [Self; 5] = [Self::None, Self::Bearer, Self::ApiKey, Self::XApiKey, Self::XGoogApiKey];

    /// Name of the header and what stands before the key in it.
    pub(super) fn header(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::None => None,
            Self::Bearer => Some(("Authorization", "Bearer ")),
            Self::ApiKey => Some(("api-key", "")),
            Self::XApiKey => Some(("x-api-key", "")),
            Self::XGoogApiKey => Some(("x-goog-api-key", "")),
        }
    }
}

/// How a server of the chat dialect calls the greatest number of tokens it may answer with.
///
/// OpenAI's reasoning models know only the newer name, others (Mistral) only the older one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TokenLimitName {
    /// `max_tokens`.
    #[default]
    #[serde(rename = "max_tokens")]
    MaxTokens,
    /// `max_completion_tokens`.
    #[serde(rename = "max_completion_tokens")]
    MaxCompletionTokens,
}

impl TokenLimitName {
    /// The name in the request.
    pub fn name(self) -> &'static str {
        match self {
            Self::MaxTokens => "max_tokens",
            Self::MaxCompletionTokens => "max_completion_tokens",
        }
    }
}
