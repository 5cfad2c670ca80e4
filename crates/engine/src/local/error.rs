//! Why a model in the browser does not load or does not answer.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::answer::Retry;
use crate::names::named;

/// Why a model in the browser does not load or does not answer.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("{}: {detail}", kind.name())]
pub struct LocalError {
    /// What is wrong.
    pub kind: LocalErrorKind,
    /// What the browser or the library said; may be empty.
    pub detail: String,
    /// The files that are missing, where it is about files.
    #[serde(default)]
    pub files: Vec<String>,
}

impl LocalError {
    /// An error without files.
    pub fn new(kind: LocalErrorKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), files: Vec::new() }
    }
}

named! {
    /// What is wrong.
    pub enum LocalErrorKind {
        /// The browser has no WebGPU.
        NoWebgpu = "no-webgpu",
        /// There is WebGPU, but no GPU that it can use.
        NoAdapter = "no-adapter",
        /// Files of the model are not there.
        FileMissing = "file-missing",
        /// The files are not those of a model that can be loaded.
        BadLayout = "bad-layout",
        /// The library does not know this kind of model.
        UnsupportedModel = "unsupported-model",
        /// The precision computes with 16 bits, which the GPU cannot.
        NeedsF16 = "needs-f16",
        /// The image cannot be read.
        BadImage = "bad-image",
        /// The browser has taken the GPU away.
        DeviceLost = "device-lost",
        /// The model needs more memory than there is.
        OutOfMemory = "out-of-memory",
        /// The hub does not answer.
        Network = "network",
        /// The hub requires a login (401 or 403).
        Gated = "gated",
        /// There is no network, and the model is not cached.
        Offline = "offline",
        /// The browser's storage is full.
        StorageFull = "storage-full",
        /// The dropped folder is no longer accessible, as after a reload.
        FolderGone = "folder-gone",
        /// The part of this page that runs models cannot be loaded.
        NoRuntime = "no-runtime",
        /// The model's numbers are no longer finite, as where 16 bits overflow.
        Overflow = "overflow",
        /// The answer is empty.
        NoText = "no-text",
        /// Anything else that went wrong while computing.
        Runtime = "runtime",
    }
}

impl LocalErrorKind {
    /// Whether another try makes sense.
    pub fn retry(self) -> Retry {
        match self {
            Self::DeviceLost | Self::Runtime => Retry::Transient,
            _ => Retry::Never,
        }
    }

    /// Whether every other question would fail alike, so that the run should stop.
    pub fn concerns_all(self) -> bool {
        !matches!(self, Self::BadImage | Self::Overflow | Self::NoText | Self::DeviceLost | Self::Runtime)
    }
}
