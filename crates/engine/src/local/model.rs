//! A model that runs in the browser.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A model that runs in the browser: where its files come from and how it computes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalModel {
    /// Where its files come from.
    pub source: LocalSource,
    /// What computes.
    pub device: Device,
    /// The precision of its weights.
    pub precision: Precision,
    /// What counts as its answer.
    pub mode: AnswerMode,
    /// Whether pictures are looked at as a whole alone, where the model (SmolVLM and its kin) would look at the whole and at
    /// up to 16 tiles of it: many times faster, and other answers.
    #[serde(default)]
    pub whole_pictures: bool,
    /// What was loaded; several where a run was continued on another machine or with another version.
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

/// Where the files of a model come from.
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
    /// The folder `models/NAME/` beside this page.
    Folder {
        /// The folder's name.
        name: String,
    },
    /// A folder of the user's disk, handed over by drop or dialog.
    Dropped {
        /// The folder's name.
        name: String,
    },
}

/// Why a source cannot be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum SourceFault {
    /// No model is named.
    #[error("no model is named")]
    Blank,
    /// The hub's models are called `OWNER/NAME`.
    #[error("the name must be OWNER/NAME")]
    NotAnId,
    /// A folder's name has no slash and does not begin with a dot.
    #[error("the name must be that of a folder in models/")]
    NotAFolder,
    /// The mirror's address does not begin with `http://` or `https://`.
    #[error("the mirror must have an address with http:// or https://")]
    NotAHost,
}

impl LocalSource {
    /// Checks what was typed, before anything is asked.
    ///
    /// # Errors
    /// [`SourceFault`].
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
                let is_host = host.is_empty()
                    || ["https://", "http://"]
                        .iter()
                        .any(|scheme| host.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
                if is_host { Ok(()) } else { Err(SourceFault::NotAHost) }
            }
            Self::Folder { name } if name.is_empty() => Err(SourceFault::Blank),
            Self::Folder { name } if !is_plain(name) => Err(SourceFault::NotAFolder),
            Self::Dropped { name } if name.is_empty() => Err(SourceFault::Blank),
            Self::Folder { .. } | Self::Dropped { .. } => Ok(()),
        }
    }
}

/// What computes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Device {
    /// The GPU, by WebGPU.
    #[default]
    Webgpu,
    /// The processor, by WebAssembly.
    Wasm,
}

impl Device {
    /// The devices, in the order to offer them.
    pub const ALL: [Self; 2] = [Self::Webgpu, Self::Wasm];

    /// The name in transformers.js.
    pub fn name(self) -> &'static str {
        match self {
            Self::Webgpu => "webgpu",
            Self::Wasm => "wasm",
        }
    }
}

/// The precision of a model's weights; each has files of its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// Four bits, computed with 16.
    Q4f16,
    /// Four bits, computed with 32.
    #[default]
    Q4,
    /// Eight bits.
    Q8,
    /// 16 bits.
    Fp16,
    /// 32 bits.
    Fp32,
}

impl Precision {
    /// The precisions, the smallest files first.
    pub const ALL: [Self; 5] = [Self::Q4f16, Self::Q4, Self::Q8, Self::Fp16, Self::Fp32];

    /// The name in transformers.js (its `dtype`).
    pub fn name(self) -> &'static str {
        match self {
            Self::Q4f16 => "q4f16",
            Self::Q4 => "q4",
            Self::Q8 => "q8",
            Self::Fp16 => "fp16",
            Self::Fp32 => "fp32",
        }
    }

    /// Whether it computes with 16 bits, for which a GPU needs `shader-f16`.
    pub fn needs_f16(self) -> bool {
        matches!(self, Self::Q4f16 | Self::Fp16)
    }
}

/// What counts as the answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerMode {
    /// The text that the model writes, as of any other model.
    #[default]
    Text,
    /// The most probable letter; nothing is written.
    Letters,
}

/// How a model answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ModelKind {
    /// It writes text.
    Generates,
    /// It compares the picture with each option (CLIP and its kin).
    Compares,
}

/// What was loaded; goes into the manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadedModel {
    /// How it answers.
    pub kind: ModelKind,
    /// The family, as `smolvlm`.
    pub family: String,
    /// Library and version.
    pub library: String,
    /// Version of the runtime below.
    pub runtime: String,
    /// Commit of the model's files by the hub; blank where it does not tell.
    pub commit: String,
    /// The GPU by the browser's words; blank without one.
    pub gpu: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hub(id: &str, revision: &str, host: &str) -> LocalSource {
        LocalSource::Hub { id: id.to_owned(), revision: revision.to_owned(), host: host.to_owned() }
    }

    #[test]
    fn sources_are_checked_before_anything_is_asked() {
        let folder = |name: &str| LocalSource::Folder { name: name.to_owned() };
        let cases = [
            (hub("HuggingFaceTB/SmolVLM-256M-Instruct", "", ""), Ok(())),
            (hub("a/b", "refs/pr/3", "https://hf-mirror.example"), Ok(())),
            (hub("", "", ""), Err(SourceFault::Blank)),
            (hub("SmolVLM", "", ""), Err(SourceFault::NotAnId)),
            (hub("a/../b", "", ""), Err(SourceFault::NotAnId)),
            (hub("a/b", "../x", ""), Err(SourceFault::NotAnId)),
            (hub("a/b?c", "", ""), Err(SourceFault::NotAnId)),
            (hub("a/b", "", "ftp://x"), Err(SourceFault::NotAHost)),
            (hub("a/b", "", "https://"), Err(SourceFault::NotAHost)),
            (folder("tiny-vlm"), Ok(())),
            (folder("../sample"), Err(SourceFault::NotAFolder)),
            (folder(""), Err(SourceFault::Blank)),
        ];
        for (source, checked) in cases {
            assert_eq!(source.check(), checked, "{source:?}");
        }
    }

    #[test]
    fn models_that_compute_alike_need_not_be_loaded_anew() {
        let model = LocalModel {
            source: hub("a/b", "", ""),
            device: Device::Wasm,
            precision: Precision::Q4,
            mode: AnswerMode::Text,
            whole_pictures: false,
            loaded: Vec::new(),
        };
        assert!(model.computes_as(&LocalModel { mode: AnswerMode::Letters, ..model.clone() }));
        assert!(!model.computes_as(&LocalModel { precision: Precision::Fp32, ..model.clone() }));
        assert!(!model.computes_as(&LocalModel { source: hub("a/b", "v2", ""), ..model.clone() }));
    }
}
