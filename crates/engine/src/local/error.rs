//! Why a model in the browser does not load or does not answer.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::endpoint::Retry;

/// Why a model in the browser does not load or does not answer.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("{kind:?}: {detail}")]
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

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LocalErrorKind {
    /// The browser has no WebGPU.
    NoWebgpu,
    /// There is WebGPU, and no GPU to go with it.
    NoAdapter,
    /// Files of the model are not there.
    FileMissing,
    /// The files are there and are not those of a model that can be loaded.
    BadLayout,
    /// The library does not know this kind of model.
    UnsupportedModel,
    /// The precision computes with 16 bits, which the GPU cannot.
    NeedsF16,
    /// The picture cannot be read.
    BadImage,
    /// The browser has taken the GPU away.
    DeviceLost,
    /// The model needs more memory than there is.
    OutOfMemory,
    /// The hub does not answer.
    Network,
    /// The hub wants to know who asks (401 or 403).
    Gated,
    /// There is no network, and the model is not kept.
    Offline,
    /// The browser's storage is full.
    StorageFull,
    /// The dropped folder is known no more, as after a reload.
    FolderGone,
    /// The part of this page that runs models cannot be loaded.
    NoRuntime,
    /// The model computes no numbers any more, as where those of 16 bits overflow.
    Overflow,
    /// The model has answered nothing.
    NoText,
    /// Anything else that went wrong while computing.
    Runtime,
}

impl LocalErrorKind {
    /// Every kind.
    pub const ALL: [Self; 18] = [
        Self::NoWebgpu,
        Self::NoAdapter,
        Self::FileMissing,
        Self::BadLayout,
        Self::UnsupportedModel,
        Self::NeedsF16,
        Self::BadImage,
        Self::DeviceLost,
        Self::OutOfMemory,
        Self::Network,
        Self::Gated,
        Self::Offline,
        Self::StorageFull,
        Self::FolderGone,
        Self::NoRuntime,
        Self::Overflow,
        Self::NoText,
        Self::Runtime,
    ];

    /// The kind of a code of the script that runs models; unknown codes are [`LocalErrorKind::Runtime`].
    pub fn of_code(code: &str) -> Self {
        match code {
            "no-webgpu" => Self::NoWebgpu,
            "no-adapter" => Self::NoAdapter,
            "file-missing" => Self::FileMissing,
            "bad-layout" => Self::BadLayout,
            "unsupported-model" => Self::UnsupportedModel,
            "needs-f16" => Self::NeedsF16,
            "bad-image" => Self::BadImage,
            "device-lost" => Self::DeviceLost,
            "out-of-memory" => Self::OutOfMemory,
            "overflow" => Self::Overflow,
            "network" => Self::Network,
            "gated" => Self::Gated,
            "offline" => Self::Offline,
            "storage-full" => Self::StorageFull,
            _ => Self::Runtime,
        }
    }

    /// Whether another try makes sense.
    pub fn retry(self) -> Retry {
        match self {
            Self::DeviceLost | Self::Runtime => Retry::Transient,
            _ => Retry::Never,
        }
    }

    /// Whether every other question would meet the same, so that the run had better stop.
    pub fn concerns_all(self) -> bool {
        !matches!(self, Self::BadImage | Self::Overflow | Self::NoText | Self::DeviceLost | Self::Runtime)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_the_names_of_kinds() {
        // Those that only this side knows have no code.
        let own = [LocalErrorKind::FolderGone, LocalErrorKind::NoRuntime, LocalErrorKind::NoText];
        for kind in LocalErrorKind::ALL.into_iter().filter(|kind| !own.contains(kind)) {
            let name = serde_json::to_value(kind).unwrap();
            assert_eq!(LocalErrorKind::of_code(name.as_str().unwrap()), kind);
        }
        assert_eq!(LocalErrorKind::of_code("of another version"), LocalErrorKind::Runtime);
    }

    #[test]
    fn what_one_picture_has_does_not_end_the_run() {
        assert!(!LocalErrorKind::BadImage.concerns_all());
        assert!(LocalErrorKind::OutOfMemory.concerns_all());
        assert_eq!(LocalErrorKind::DeviceLost.retry(), Retry::Transient);
        assert_eq!(LocalErrorKind::BadImage.retry(), Retry::Never);
    }
}
