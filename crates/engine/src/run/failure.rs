//! Why a try has failed, whatever kind of model was asked.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::PictureFault;
use crate::endpoint::{EndpointError, EndpointErrorKind, Retry};
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
