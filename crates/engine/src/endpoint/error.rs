//! Why a question got no answer.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Endpoint, Sampling};
use crate::answer::{Retry, Usage};
use crate::names::named;

#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("{} (status {status:?}): {detail}", kind.name())]
pub struct EndpointError {
    pub kind: EndpointErrorKind,
    /// The status of the reply; `None` where there was none.
    pub status: Option<u16>,
    /// What the server said, without keys, at most 500 characters; may be empty.
    pub detail: String,
    /// How long the server asks to wait, in milliseconds.
    pub retry_after: Option<u64>,
    /// Tokens that the try has used nevertheless, by the server's count.
    #[serde(default)]
    pub usage: Option<Usage>,
}

named! {
    pub enum EndpointErrorKind {
        /// No reply: blocked by the browser, no network, connection lost. A browser does not say which.
        Unreachable = "unreachable",
        Timeout = "timeout",
        /// Too many requests or tokens in a time.
        RateLimited = "rate-limited",
        Overloaded = "overloaded",
        ServerFailed = "server-failed",
        /// The JSON ends early, or the connection while it came.
        TruncatedJson = "truncated-json",
        /// The reply is longer than it is read to. Another try would be, too, and cost the same.
        ReplyTooLarge = "reply-too-large",
        /// A reply that is no JSON, such as a page of HTML.
        NotJson = "not-json",
        /// JSON that is no reply of this dialect.
        UnknownShape = "unknown-shape",
        NoText = "no-text",
        /// The model stopped after its thoughts, without an answer.
        OnlyThought = "only-thought",
        /// The limit of tokens was reached before any text, mostly in thought.
        CutOff = "cut-off",
        /// Money or quota is used up.
        Quota = "quota",
        /// The key is missing, wrong or expired.
        WrongKey = "wrong-key",
        /// The key is right but may not do this: another organisation, region or model.
        NoAccess = "no-access",
        WrongModel = "wrong-model",
        /// There is no such path on the server.
        WrongAddress = "wrong-address",
        NoVision = "no-vision",
        /// The provider's policy forbids the question or the answer, or the model refuses formally.
        ContentPolicy = "content-policy",
        /// The request exceeds the server's size or the model's context.
        TooLarge = "too-large",
        /// The model does not know a setting, such as the temperature.
        UnsupportedSetting = "unsupported-setting",
        NeedsStream = "needs-stream",
        BadRequest = "bad-request",
    }
}

impl EndpointErrorKind {
    pub fn retry(self) -> Retry {
        match self {
            // A server that is asked more than it can process is late first.
            Self::RateLimited | Self::Overloaded | Self::Timeout => Retry::SlowDown,
            Self::Unreachable
            | Self::ServerFailed
            | Self::TruncatedJson
            | Self::NotJson
            | Self::UnknownShape
            | Self::NoText
            | Self::OnlyThought => Retry::Transient,
            _ => Retry::Never,
        }
    }

    /// Maximum number of tries of a question that meets this, where it is a fixed one: at temperature 0 a model thinks the
    /// same again.
    pub fn most_tries(self) -> Option<u32> {
        (self == Self::OnlyThought).then_some(2)
    }

    /// Whether every other question would fail alike, so that the run should stop.
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

    /// A reply that was interrupted after its headers: the server is there and allows the page, so that another try makes
    /// sense.
    pub fn broken_off(status: u16, detail: &str) -> Self {
        Self { status: Some(status), ..Self::without_reply(EndpointErrorKind::TruncatedJson, detail) }
    }
}

/// The first 500 characters, in one line.
pub(super) fn shorten(text: &str) -> String {
    const LONGEST: usize = 500;
    // No word is empty, so that further ones would be cut off.
    let line = text.split_whitespace().take(LONGEST + 1).collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => line[..end].to_owned() + "…",
        None => line,
    }
}

/// Names of settings other than the temperature in the sentences of refusals.
pub(super) const SETTINGS: [&str; 3] = ["max_tokens", "max_completion_tokens", "'detail'"];

named! {
    /// A setting that the run gives up because the server refuses it; recorded with the answers.
    pub enum Concession {
        /// No temperature is sent: the model has its own.
        WithoutTemperature = "without-temperature",
        /// No probabilities of tokens are asked for.
        WithoutLogprobs = "without-logprobs",
        Streamed = "streamed",
    }
}

impl Concession {
    /// What answers a refusal; `None` where nothing does, or where it was tried already.
    pub fn to(error: &EndpointError, sampling: &Sampling, made: &[Self]) -> Option<Self> {
        let is_about = |setting: &str| error.detail.to_lowercase().contains(setting);
        let is_about_another = || SETTINGS.iter().any(|setting| is_about(setting));
        let concession = match error.kind {
            // Servers refuse them in many words, but name them.
            EndpointErrorKind::BadRequest | EndpointErrorKind::UnsupportedSetting | EndpointErrorKind::NoAccess
                if sampling.logprobs && is_about("logprobs") =>
            {
                Self::WithoutLogprobs
            }
            EndpointErrorKind::UnsupportedSetting if sampling.temperature.is_some() && !is_about_another() => {
                Self::WithoutTemperature
            }
            EndpointErrorKind::NeedsStream => Self::Streamed,
            _ => return None,
        };
        (!made.contains(&concession)).then_some(concession)
    }

    pub fn apply(self, endpoint: &mut Endpoint, sampling: &mut Sampling) {
        match self {
            Self::WithoutTemperature => sampling.temperature = None,
            Self::WithoutLogprobs => sampling.logprobs = false,
            Self::Streamed => endpoint.stream = true,
        }
    }
}
