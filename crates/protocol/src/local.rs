//! Messages about models that run in the browser: what the GPU can do, whether it computes right, how fast a model is,
//! which models are kept.
//!
//! At most one model loads at a time; what else asks for one is refused as busy.

use serde::{Deserialize, Serialize};

pub use super::request::{CheckGpu, DeleteModel, ListModels, ProbeGpu, TakeFolder, UnloadModel, WarmUpModel};
pub use engine::local::{
    AnswerMode, CheckAnswer, Device, Gpu, GpuCheck, GpuReason, GpuVerdict, LetterScores, LocalError, LocalErrorKind,
    LocalModel, LocalSource, ModelKind, Precision, SourceFault,
};

/// How fast a model is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WarmUp {
    /// How long loading took, in milliseconds; 0 where it was loaded before.
    pub loading: u64,
    /// How long each of the first questions took, in milliseconds; the first includes what is done once only.
    pub questions: Vec<u64>,
    pub of: u64,
    /// What the whole run takes by the last of these questions, in milliseconds.
    pub whole: u64,
    pub answers: Vec<String>,
}

/// A model that is kept in the browser.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptModel {
    /// Where it came from, as `huggingface.co/HuggingFaceTB/SmolVLM-256M-Instruct@main`.
    pub name: String,
    pub files: u32,
    pub bytes: f64,
}

/// A model that is being loaded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Loading {
    pub model: String,
    pub loaded: f64,
    /// Bytes in all; 0 where that is unknown.
    pub total: f64,
}
