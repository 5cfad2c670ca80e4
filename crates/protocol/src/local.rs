//! Messages about models that run in the browser: what the GPU can do, whether it computes right, how fast a model is,
//! which models are kept.
//!
//! At most one model loads at a time; what else asks for one is refused as busy.

use serde::{Deserialize, Serialize};

use super::run::RunSettings;
pub use engine::local::{
    AnswerMode, CheckAnswer, Device, Gpu, GpuCheck, GpuReason, GpuVerdict, LetterScores, LocalError, LocalErrorKind,
    LocalModel, LocalSource, ModelKind, Precision, SourceFault,
};

/// What the GPU can do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProbeGpu;

/// Whether the GPU computes as the processor does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckGpu;

/// Load a model and ask it the first two questions of a run. The model stays loaded for the run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WarmUpModel(pub Box<RunSettings>);

/// Give up what is loading, being checked or warmed up, and unload the model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnloadModel;

/// Take the files beside the message as a model's folder. The reply is the folder's name, see [`LocalSource::Dropped`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TakeFolder {
    /// Path of each file as the browser reports it, the folder's own name included, in the order of the files.
    pub paths: Vec<String>,
}

/// The models that are kept in the browser, by name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListModels;

/// Delete a kept model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeleteModel {
    /// Its name as [`KeptModel::name`].
    pub name: String,
}

/// How fast a model is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WarmUp {
    /// How long loading took, in milliseconds; 0 where it was loaded before.
    pub loading: u64,
    /// How long each of the first questions took, in milliseconds; the first includes what is done once only.
    pub questions: Vec<u64>,
    /// Number of questions of the run.
    pub of: u64,
    /// What the whole run takes by the last of these questions, in milliseconds.
    pub whole: u64,
    /// What the model said to each.
    pub answers: Vec<String>,
}

/// A model that is kept in the browser.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptModel {
    /// Where it came from, as `huggingface.co/HuggingFaceTB/SmolVLM-256M-Instruct@main`.
    pub name: String,
    /// Number of files.
    pub files: u32,
    /// Size in bytes.
    pub bytes: f64,
}

/// A model that is being loaded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Loading {
    /// The model's name.
    pub model: String,
    /// Bytes so far.
    pub loaded: f64,
    /// Bytes in all; 0 where that is unknown.
    pub total: f64,
}
