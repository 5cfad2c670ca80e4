//! Why a try has failed, whatever kind of model was asked.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::PictureFault;
use crate::endpoint::{EndpointError, EndpointErrorKind, Retry, Usage};
use crate::local::{LocalError, LocalErrorKind};

/// Why a try has failed; of the last try, why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RunFailure {
    /// The server.
    #[error(transparent)]
    Endpoint(#[from] EndpointError),
    /// The model in the browser.
    #[error(transparent)]
    Local(#[from] LocalError),
    /// The picture, before anything was asked.
    #[error(transparent)]
    Picture(#[from] PictureFault),
}

/// What kind of failure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FailureKind {
    /// The server's.
    Endpoint(EndpointErrorKind),
    /// That of a model in the browser.
    Local(LocalErrorKind),
    /// The picture's.
    Picture,
}

impl RunFailure {
    /// The name of the kind, as `rate-limited` or `too-heavy`.
    pub fn name(&self) -> String {
        let name = match self {
            Self::Endpoint(error) => format!("{:?}", error.kind),
            Self::Local(error) => format!("{:?}", error.kind),
            Self::Picture(PictureFault::Image(error)) => format!("{error:?}"),
            Self::Picture(fault) => format!("{fault:?}"),
        };
        let mut kind = String::new();
        for character in name.chars().take_while(|character| character.is_alphanumeric()) {
            if character.is_uppercase() && !kind.is_empty() {
                kind.push('-');
            }
            kind.push(character.to_ascii_lowercase());
        }
        kind
    }

    /// What kind of failure it is.
    pub fn kind(&self) -> FailureKind {
        match self {
            Self::Endpoint(error) => FailureKind::Endpoint(error.kind),
            Self::Local(error) => FailureKind::Local(error.kind),
            Self::Picture(_) => FailureKind::Picture,
        }
    }

    /// Whether the server cannot be reached, by itself or by the gateway before it: 502 to 504, and what Cloudflare says of
    /// a server that is down (520 to 524, 530).
    pub fn is_outage(&self) -> bool {
        match self {
            Self::Endpoint(EndpointError { kind: EndpointErrorKind::Unreachable, .. }) => true,
            Self::Endpoint(error) => {
                matches!(error.status, Some(502..=504 | 520..=524 | 530)) && error.kind.retry() != Retry::Never
            }
            Self::Local(_) | Self::Picture(_) => false,
        }
    }

    /// Whether no answer came in time, by our clock or by the server's (408) or its gateway's (504, Cloudflare's 524).
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Endpoint(error) => {
                error.kind == EndpointErrorKind::Timeout || matches!(error.status, Some(408 | 504 | 524))
            }
            Self::Local(_) | Self::Picture(_) => false,
        }
    }

    /// Whether the server has replied.
    pub fn has_reply(&self) -> bool {
        matches!(self, Self::Endpoint(EndpointError { status: Some(_), .. }))
    }

    /// Tokens that the try has used, by the server's count.
    pub fn usage(&self) -> Option<Usage> {
        match self {
            Self::Endpoint(error) => error.usage,
            Self::Local(_) | Self::Picture(_) => None,
        }
    }

    /// How long the server asks to wait, in milliseconds.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Self::Endpoint(error) => error.retry_after,
            Self::Local(_) | Self::Picture(_) => None,
        }
    }
}

impl FailureKind {
    /// Whether another try makes sense.
    pub fn retry(self) -> Retry {
        match self {
            Self::Endpoint(kind) => kind.retry(),
            Self::Local(kind) => kind.retry(),
            Self::Picture => Retry::Never,
        }
    }

    /// How often a question that meets this is tried at most, where that is fewer than the run allows.
    pub fn most_tries(self) -> Option<u32> {
        match self {
            Self::Endpoint(kind) => kind.most_tries(),
            Self::Local(_) | Self::Picture => None,
        }
    }

    /// Whether every other question would meet the same, so that the run had better stop.
    pub fn concerns_all(self) -> bool {
        match self {
            Self::Endpoint(kind) => kind.concerns_all(),
            Self::Local(kind) => kind.concerns_all(),
            Self::Picture => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::ImageError;

    #[test]
    fn names_are_those_of_the_kinds() {
        let cases: [(RunFailure, &str); 3] = [
            (EndpointError::without_reply(EndpointErrorKind::RateLimited, "").into(), "rate-limited"),
            (LocalError::new(LocalErrorKind::NeedsF16, "").into(), "needs-f16"),
            (PictureFault::from(ImageError::Blank).into(), "blank"),
        ];
        for (failure, name) in cases {
            assert_eq!(failure.name(), name);
        }
    }
}
