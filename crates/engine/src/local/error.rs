//! Why a model in the browser does not load or does not answer.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::answer::Retry;
use crate::names::named;

#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("{}: {detail}", kind.name())]
pub struct LocalError {
    pub kind: LocalErrorKind,
    /// What the browser or the library said; may be empty.
    pub detail: String,
    #[serde(default)]
    pub files: Vec<String>,
}

impl LocalError {
    pub fn new(kind: LocalErrorKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), files: Vec::new() }
    }
}

named! {
    pub enum LocalErrorKind {
        NoWebgpu = "no-webgpu",
        /// There is WebGPU, but no GPU that it can use.
        NoAdapter = "no-adapter",
        FileMissing = "file-missing",
        /// The files are not those of a model that can be loaded.
        BadLayout = "bad-layout",
        UnsupportedModel = "unsupported-model",
        /// The precision computes with 16 bits, which the GPU cannot.
        NeedsF16 = "needs-f16",
        BadImage = "bad-image",
        DeviceLost = "device-lost",
        OutOfMemory = "out-of-memory",
        /// The hub does not answer.
        Network = "network",
        /// The hub requires a login (401 or 403).
        Gated = "gated",
        /// There is no network, and the model is not cached.
        Offline = "offline",
        StorageFull = "storage-full",
        /// The dropped folder is no longer accessible, as after a reload.
        FolderGone = "folder-gone",
        /// The part of this page that runs models cannot be loaded.
        NoRuntime = "no-runtime",
        /// The model's numbers are no longer finite, as where 16 bits overflow.
        Overflow = "overflow",
        NoText = "no-text",
        /// Anything else that went wrong while computing.
        Runtime = "runtime",
    }
}

impl LocalErrorKind {
    pub fn retry(self) -> Retry {
        match self {
            Self::DeviceLost | Self::Runtime => Retry::Transient,
            _ => Retry::Never,
        }
    }

    pub fn concerns_all(self) -> bool {
        !matches!(self, Self::BadImage | Self::Overflow | Self::NoText | Self::DeviceLost | Self::Runtime)
    }
}
