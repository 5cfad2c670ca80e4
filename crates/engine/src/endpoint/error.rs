//! Why a question got no answer.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Usage;

/// Why a question got no answer, and whether to try again.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("{kind:?} (status {status:?}): {detail}")]
pub struct EndpointError {
    /// What is wrong.
    pub kind: EndpointErrorKind,
    /// The status of the reply; `None` where there was none.
    pub status: Option<u16>,
    /// What the server said, without keys, at most 500 characters; may be empty.
    pub detail: String,
    /// How long the server asks to wait, in milliseconds.
    pub retry_after: Option<u64>,
    /// Tokens that the try has used all the same, by the server's count.
    #[serde(default)]
    pub usage: Option<Usage>,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EndpointErrorKind {
    /// No reply: blocked by the browser, no network, connection lost. A browser does not say which.
    Unreachable,
    /// No reply in time.
    Timeout,
    /// Too many requests or tokens in a time.
    RateLimited,
    /// The service is overloaded.
    Overloaded,
    /// The server failed (5xx).
    ServerFailed,
    /// The JSON ends early, or the connection while it came.
    TruncatedJson,
    /// A reply that is no JSON, such as a page of HTML.
    NotJson,
    /// JSON that is no reply of this dialect.
    UnknownShape,
    /// A reply without text.
    NoText,
    /// The model has thought, and stopped without an answer.
    OnlyThought,
    /// The limit of tokens was reached before any text, mostly in thought.
    CutOff,
    /// Money or quota is used up.
    Quota,
    /// The key is missing, wrong or expired.
    WrongKey,
    /// The key is right but may not do this: another organisation, region or model.
    NoAccess,
    /// There is no such model.
    WrongModel,
    /// There is no such path on the server.
    WrongAddress,
    /// The model takes no pictures.
    NoVision,
    /// The provider's policy forbids the question or the answer, or the model refuses formally.
    ContentPolicy,
    /// The request exceeds the server's size or the model's context.
    TooLarge,
    /// The model does not know a setting, such as the temperature.
    UnsupportedSetting,
    /// The model can only be streamed.
    NeedsStream,
    /// The server does not accept the request.
    BadRequest,
}

/// Whether another try makes sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// No: the same would happen.
    Never,
    /// Yes, after a while.
    Transient,
    /// Yes, and fewer at a time.
    SlowDown,
}

impl EndpointErrorKind {
    /// Whether another try makes sense.
    pub fn retry(self) -> Retry {
        match self {
            // A server that is asked more than it carries is late first.
            Self::RateLimited | Self::Overloaded | Self::Timeout => Retry::SlowDown,
            Self::Unreachable
            | Self::ServerFailed
            | Self::TruncatedJson
            | Self::NotJson
            | Self::UnknownShape
            | Self::NoText
            | Self::OnlyThought => Retry::Transient,
            Self::CutOff
            | Self::Quota
            | Self::WrongKey
            | Self::NoAccess
            | Self::WrongModel
            | Self::WrongAddress
            | Self::NoVision
            | Self::ContentPolicy
            | Self::TooLarge
            | Self::UnsupportedSetting
            | Self::NeedsStream
            | Self::BadRequest => Retry::Never,
        }
    }

    /// How often a question that meets this is tried at most: at temperature 0 a model thinks the same again.
    pub fn most_tries(self) -> Option<u32> {
        (self == Self::OnlyThought).then_some(2)
    }

    /// Whether every other question would meet the same, so that the run had better stop.
    pub fn concerns_all(self) -> bool {
        matches!(
            self,
            Self::Quota
                | Self::WrongKey
                | Self::NoAccess
                | Self::WrongModel
                | Self::WrongAddress
                | Self::NoVision
                | Self::UnsupportedSetting
                | Self::NeedsStream
        )
    }
}

impl EndpointError {
    /// An error without a reply: [`EndpointErrorKind::Unreachable`] or [`EndpointErrorKind::Timeout`].
    pub fn without_reply(kind: EndpointErrorKind, detail: &str) -> Self {
        Self { kind, status: None, detail: shorten(detail), retry_after: None, usage: None }
    }

    /// A reply that broke off after its headers: the server is there and lets itself be read, so that it is worth
    /// another try.
    pub fn broken_off(status: u16, detail: &str) -> Self {
        Self { status: Some(status), ..Self::without_reply(EndpointErrorKind::TruncatedJson, detail) }
    }
}

/// The first 500 characters, in one line.
pub(super) fn shorten(text: &str) -> String {
    const LONGEST: usize = 500;
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.chars().count() > LONGEST {
            return line.chars().take(LONGEST).chain(['…']).collect();
        }
    }
    line
}
