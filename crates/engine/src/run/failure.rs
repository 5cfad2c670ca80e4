//! Why a try has failed, whatever kind of model was asked.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::SendImageError;
use crate::answer::{Retry, Usage};
use crate::endpoint::{EndpointError, EndpointErrorKind};
use crate::local::{LocalError, LocalErrorKind};

/// Why a try has failed; of the last try, why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RunFailure {
    #[error(transparent)]
    Endpoint(#[from] EndpointError),
    #[error(transparent)]
    Local(#[from] LocalError),
    #[error(transparent)]
    Picture(#[from] SendImageError),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FailureKind {
    Endpoint(EndpointErrorKind),
    Local(LocalErrorKind),
    Picture,
}

impl RunFailure {
    /// The name of the kind in manifests, as `rate-limited` or `too-heavy`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Endpoint(error) => error.kind.name(),
            Self::Local(error) => error.kind.name(),
            Self::Picture(error) => error.name(),
        }
    }

    pub fn kind(&self) -> FailureKind {
        match self {
            Self::Endpoint(error) => FailureKind::Endpoint(error.kind),
            Self::Local(error) => FailureKind::Local(error.kind),
            Self::Picture(_) => FailureKind::Picture,
        }
    }

    fn endpoint(&self) -> Option<&EndpointError> {
        match self {
            Self::Endpoint(error) => Some(error),
            Self::Local(_) | Self::Picture(_) => None,
        }
    }

    /// Whether the server cannot be reached, directly or by its gateway: 502 to 504, and what Cloudflare says of a server
    /// that is down (520 to 524, 530).
    pub fn is_outage(&self) -> bool {
        self.endpoint().is_some_and(|error| {
            let is_gateway = matches!(error.status, Some(502..=504 | 520..=524 | 530));
            error.kind == EndpointErrorKind::Unreachable || is_gateway && error.kind.retry() != Retry::Never
        })
    }

    /// Whether no answer came in time, by our clock or by the server's (408) or its gateway's (504, Cloudflare's 524).
    pub fn is_timeout(&self) -> bool {
        let is_late = |error: &EndpointError| matches!(error.status, Some(408 | 504 | 524));
        self.endpoint().is_some_and(|error| error.kind == EndpointErrorKind::Timeout || is_late(error))
    }

    pub fn has_reply(&self) -> bool {
        self.endpoint().is_some_and(|error| error.status.is_some())
    }

    /// Tokens that the try has used, by the server's count.
    pub fn usage(&self) -> Option<Usage> {
        self.endpoint()?.usage
    }

    /// How long the server asks to wait, in milliseconds.
    pub fn retry_after(&self) -> Option<u64> {
        self.endpoint()?.retry_after
    }
}

impl FailureKind {
    pub fn retry(self) -> Retry {
        match self {
            Self::Endpoint(kind) => kind.retry(),
            Self::Local(kind) => kind.retry(),
            Self::Picture => Retry::Never,
        }
    }

    /// Maximum number of tries of a question that meets this, where the kind sets one.
    pub fn most_tries(self) -> Option<u32> {
        match self {
            Self::Endpoint(kind) => kind.most_tries(),
            Self::Local(_) | Self::Picture => None,
        }
    }

    pub fn concerns_all(self) -> bool {
        match self {
            Self::Endpoint(kind) => kind.concerns_all(),
            Self::Local(kind) => kind.concerns_all(),
            Self::Picture => false,
        }
    }
}
