//! Models that run in the browser, and those that are offered.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::offered::{ModelKind, OfferedModel, Precision};
use crate::names::named;
use crate::tables::table;

/// A model that runs in the browser: where its files come from and how it computes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalModel {
    pub source: LocalSource,
    pub device: Device,
    pub precision: Precision,
    pub mode: AnswerMode,
    /// Whether the model gets an image as a whole only, where it (as SmolVLM) would also get up to 16 tiles of it: many
    /// times faster, and other answers.
    #[serde(default)]
    pub whole_pictures: bool,
    /// What was loaded; several where a run was resumed on another machine or with another version.
    #[serde(default)]
    pub loaded: Vec<LoadedModel>,
}

impl LocalModel {
    /// The name for prediction files.
    pub fn name(&self) -> &str {
        match &self.source {
            LocalSource::Hub { id, .. } => id,
            LocalSource::Folder { name } | LocalSource::Dropped { name } => name,
        }
    }

    /// Whether the other one is the same model, computed the same way.
    pub fn computes_as(&self, other: &Self) -> bool {
        (&self.source, self.device, self.precision) == (&other.source, other.device, other.precision)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LocalSource {
    /// The Hugging Face hub, or a mirror of it.
    Hub {
        /// The model, as `HuggingFaceTB/SmolVLM-256M-Instruct`.
        id: String,
        /// Branch, tag or commit; blank for `main`.
        revision: String,
        /// Address of the mirror; blank for the hub itself.
        host: String,
    },
    /// The folder `models/NAME/` of this site.
    Folder { name: String },
    /// A folder of the user's disk, handed over by drop or dialog.
    Dropped { name: String },
}

/// Why a source cannot be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum SourceFault {
    #[error("no model is named")]
    Blank,
    #[error("the name must be OWNER/NAME")]
    NotAnId,
    #[error("the name must be that of a folder in models/")]
    NotAFolder,
    #[error("the mirror must have an address with http:// or https://")]
    NotAHost,
}

impl LocalSource {
    /// Checks what was typed, before anything is asked.
    pub fn check(&self) -> Result<(), SourceFault> {
        let is_plain = |name: &str| {
            !name.is_empty() && !name.starts_with('.') && name.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
        };
        match self {
            Self::Hub { id, revision, host } => {
                if id.is_empty() {
                    return Err(SourceFault::Blank);
                }
                let is_id = id.split_once('/').is_some_and(|(owner, name)| is_plain(owner) && is_plain(name));
                let is_revision = revision.is_empty() || revision.split('/').all(is_plain);
                if !is_id || !is_revision {
                    return Err(SourceFault::NotAnId);
                }
                let typed = ["https://", "http://"].iter().find_map(|scheme| host.strip_prefix(scheme));
                let is_host = host.is_empty() || typed.is_some_and(|rest| !rest.is_empty());
                if is_host { Ok(()) } else { Err(SourceFault::NotAHost) }
            }
            Self::Folder { name } if name.is_empty() => Err(SourceFault::Blank),
            Self::Folder { name } if !is_plain(name) => Err(SourceFault::NotAFolder),
            Self::Dropped { name } if name.is_empty() => Err(SourceFault::Blank),
            Self::Folder { .. } | Self::Dropped { .. } => Ok(()),
        }
    }
}

named! {
    #[derive(Default)]
    pub enum Device {
        /// The GPU, by WebGPU.
        #[default]
        Webgpu = "webgpu",
        /// The processor, by WebAssembly.
        Wasm = "wasm",
    }
}

named! {
    #[derive(Default)]
    pub enum AnswerMode {
        /// The text that the model writes, as of any other model.
        #[default]
        Text = "text",
        /// The most probable letter; nothing is written.
        Letters = "letters",
    }
}

/// What was loaded; goes into the manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadedModel {
    pub kind: ModelKind,
    /// The family, as `smolvlm`.
    pub family: String,
    /// Library and version.
    pub library: String,
    /// Version of the runtime below.
    pub runtime: String,
    /// Commit of the model's files by the hub; blank where it is unknown.
    pub commit: String,
    /// The browser's name of the GPU; blank without one.
    pub gpu: String,
}

/// The models that are offered by name, the recommended one first: `offered.json`.
pub static OFFERED_MODELS: LazyLock<Vec<OfferedModel>> =
    LazyLock::new(|| table(include_bytes!(concat!(env!("OUT_DIR"), "/offered"))));

impl OfferedModel {
    /// Megabytes to download at a precision, where that is known.
    pub fn megabytes_at(&self, precision: Precision) -> Option<u32> {
        self.megabytes.iter().find(|(known, _)| *known == precision).map(|(_, megabytes)| *megabytes)
    }
}
