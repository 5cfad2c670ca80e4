//! The messages between this program and the script that runs models (`public/local-model/worker.js`), as JSON. Images
//! and files travel beside them.

use serde::{Deserialize, Serialize};

use super::{AnswerMode, Device, Gpu, GpuReason, LoadedModel, LocalError, LocalErrorKind, LocalSource, ModelKind};
use crate::answer::{Answer, Finish, LetterScores, Usage, split_thinking};

/// Where a model's files come from; the files of a dropped folder travel beside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum SourceRequest {
    Hub {
        id: String,
        revision: String,
        host: String,
    },
    Folder {
        /// Its address, which ends with a slash.
        url: String,
    },
    Files,
}

impl SourceRequest {
    /// The request for a source; `site` is the address of the folder that the page lies in and ends with a slash.
    pub fn new(source: &LocalSource, site: &str) -> Self {
        match source {
            LocalSource::Hub { id, revision, host } => {
                let revision = if revision.is_empty() { "main" } else { revision };
                Self::Hub { id: id.clone(), revision: revision.to_owned(), host: host.clone() }
            }
            LocalSource::Folder { name } => Self::Folder { url: format!("{site}models/{name}/") },
            LocalSource::Dropped { .. } => Self::Files,
        }
    }
}

/// A question; its images travel beside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AnswerRequest<'q> {
    pub system: Option<&'q str>,
    /// The text, which follows the images.
    pub prompt: &'q str,
    pub letters: Vec<char>,
    pub options: Vec<&'q str>,
    /// Greatest number of tokens of the answer.
    pub max_tokens: u32,
    pub mode: AnswerMode,
    /// See [`LocalModel::whole_pictures`](super::LocalModel).
    pub whole_pictures: bool,
}

/// The progress of loading, in bytes.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ProgressReply {
    pub loaded: f64,
    /// Bytes in all; 0 where that is unknown.
    pub total: f64,
}

/// Why something could not be done.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FailureReply {
    pub code: String,
    pub message: String,
    #[serde(default)]
    pub files: Vec<String>,
}

impl From<FailureReply> for LocalError {
    fn from(reply: FailureReply) -> Self {
        const LONGEST: usize = 500;
        let detail = reply.message.chars().take(LONGEST).collect();
        // A script of another version may send another code.
        let kind = LocalErrorKind::named(&reply.code).unwrap_or(LocalErrorKind::Runtime);
        Self { kind, detail, files: reply.files }
    }
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProbeReply {
    webgpu: bool,
    reason: String,
    shader_f16: bool,
    fallback: bool,
    max_buffer_size: f64,
    adapter: String,
    device_memory: f64,
}

impl From<ProbeReply> for Gpu {
    fn from(reply: ProbeReply) -> Self {
        let missing = match reply.reason.as_str() {
            _ if reply.webgpu => None,
            "no-adapter" => Some(GpuReason::NoAdapter),
            _ => Some(GpuReason::NoWebgpu),
        };
        Self {
            missing,
            shader_f16: reply.shader_f16,
            is_software: reply.fallback,
            largest_buffer: reply.max_buffer_size,
            name: reply.adapter,
            memory: reply.device_memory,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LoadReply {
    kind: ModelKind,
    model_type: String,
    library: String,
    runtime: String,
    commit: String,
    gpu: ProbeReply,
    /// Whether the browser's storage was too full to keep the files.
    #[serde(default)]
    pub not_kept: bool,
}

impl LoadReply {
    /// What goes into the manifest.
    pub fn loaded(&self, device: Device) -> LoadedModel {
        LoadedModel {
            kind: self.kind,
            family: self.model_type.clone(),
            library: self.library.clone(),
            runtime: self.runtime.clone(),
            commit: self.commit.clone(),
            gpu: if device == Device::Webgpu { self.gpu.adapter.clone() } else { String::new() },
        }
    }
}

/// An answer. Numbers that are not finite arrive as `null`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AnswerReply {
    text: String,
    finish: String,
    input_tokens: u64,
    output_tokens: u64,
    logprobs: Vec<Option<f64>>,
    mass: Option<f64>,
}

impl AnswerReply {
    /// How probable the letters are; `None` without letters.
    ///
    /// # Errors
    /// [`LocalErrorKind::Runtime`] where a probability is no number, as after an overflow of 16 bits.
    pub fn scores(&self, letters: &[char]) -> Result<Option<LetterScores>, LocalError> {
        if letters.is_empty() {
            return Ok(None);
        }
        let numbers: Option<Vec<f64>> = self.logprobs.iter().copied().collect();
        match (numbers, self.mass) {
            (Some(numbers), Some(choice_mass)) if numbers.len() == letters.len() => Ok(Some(LetterScores {
                log_probabilities: letters.iter().copied().zip(numbers).collect(),
                choice_mass,
            })),
            _ => Err(LocalError::new(LocalErrorKind::Runtime, "the letters' probabilities are no numbers")),
        }
    }

    /// The answer as of any other model; thoughts are kept apart.
    ///
    /// # Errors
    /// [`LocalErrorKind::NoText`] without text, [`LocalErrorKind::Runtime`] as [`AnswerReply::scores`].
    pub fn answer(&self, letters: &[char], model: &str) -> Result<Answer, LocalError> {
        let scores = self.scores(letters)?;
        let (thoughts, text) = split_thinking(&self.text);
        let text = text.trim();
        if text.is_empty() {
            return Err(LocalError::new(LocalErrorKind::NoText, self.finish.clone()));
        }
        Ok(Answer {
            text: text.to_owned(),
            thinking: thoughts.filter(|thoughts| !thoughts.is_empty()).map(str::to_owned),
            finish: Finish::of(&self.finish),
            usage: Some(Usage { input: self.input_tokens, output: self.output_tokens }),
            model: Some(model.to_owned()),
            letters: scores,
        })
    }
}
