//! The messages between this program and the script that runs models (`public/local-model/worker.js`), as JSON. Pictures
//! and files travel beside them.

use serde::{Deserialize, Serialize};

use super::{Device, Gpu, GpuReason, LetterScores, LoadedModel, LocalError, LocalErrorKind, LocalSource, ModelKind};
use crate::endpoint::{Answer, Finish, Usage, split_thinking};

/// Where a model's files come from; the files of a dropped folder travel beside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum SourceRequest {
    /// The hub or a mirror.
    Hub {
        /// `OWNER/NAME`.
        id: String,
        /// Branch, tag or commit.
        revision: String,
        /// The mirror's address; blank for the hub itself.
        host: String,
    },
    /// A folder of this site.
    Folder {
        /// Its address, which ends with a slash.
        url: String,
    },
    /// Files that travel beside.
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

/// A question; its pictures travel beside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AnswerRequest<'q> {
    /// The system prompt.
    pub system: Option<&'q str>,
    /// The text, which follows the pictures.
    pub prompt: &'q str,
    /// The letters.
    pub letters: Vec<char>,
    /// The text of each option.
    pub options: Vec<&'q str>,
    /// Greatest number of tokens of the answer.
    pub max_tokens: u32,
    /// What counts as the answer.
    pub mode: super::AnswerMode,
    /// Whether pictures are looked at as a whole alone, see [`LocalModel::whole_pictures`](super::LocalModel).
    pub whole_pictures: bool,
}

/// How far loading is, in bytes.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ProgressReply {
    /// Loaded so far.
    pub loaded: f64,
    /// To be loaded in all; 0 where that is unknown.
    pub total: f64,
}

/// Why something could not be done.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FailureReply {
    /// What is wrong.
    pub code: String,
    /// What the library said.
    pub message: String,
    /// Missing files.
    #[serde(default)]
    pub files: Vec<String>,
}

impl From<FailureReply> for LocalError {
    fn from(reply: FailureReply) -> Self {
        const LONGEST: usize = 500;
        let detail = reply.message.chars().take(LONGEST).collect();
        Self { kind: LocalErrorKind::of_code(&reply.code), detail, files: reply.files }
    }
}

/// What was found of the GPU.
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

/// What was loaded.
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

/// An answer. What is no number arrives as `null`.
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
        let finish = match self.finish.as_str() {
            "stop" => Finish::Stop,
            "length" => Finish::Length,
            other => Finish::Other(other.to_owned()),
        };
        Ok(Answer {
            text: text.to_owned(),
            thinking: thoughts.filter(|thoughts| !thoughts.is_empty()).map(str::to_owned),
            finish,
            usage: Some(Usage { input: self.input_tokens, output: self.output_tokens }),
            model: Some(model.to_owned()),
            letters: scores,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(json: &str) -> AnswerReply {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn sources_are_asked_as_the_script_reads_them() {
        let hub = LocalSource::Hub { id: "a/b".to_owned(), revision: String::new(), host: String::new() };
        let folder = LocalSource::Folder { name: "tiny".to_owned() };
        let json =
            |source: &LocalSource| serde_json::to_string(&SourceRequest::new(source, "https://host/scope/")).unwrap();
        assert_eq!(json(&hub), r#"{"kind":"hub","id":"a/b","revision":"main","host":""}"#);
        assert_eq!(json(&folder), r#"{"kind":"folder","url":"https://host/scope/models/tiny/"}"#);
        assert_eq!(json(&LocalSource::Dropped { name: "x".to_owned() }), r#"{"kind":"files"}"#);
    }

    #[test]
    fn an_answer_has_text_tokens_and_letters() {
        let json = r#"{"text":" <think>red</think> A. ","finish":"stop","inputTokens":60,"outputTokens":3,
            "logprobs":[-0.1,-2.4],"mass":0.97,"took":12.5}"#;
        let answer = reply(json).answer(&['A', 'B'], "tiny").unwrap();
        assert_eq!((answer.text.as_str(), answer.thinking.as_deref()), ("A.", Some("red")));
        assert_eq!(answer.usage, Some(Usage { input: 60, output: 3 }));
        assert_eq!(answer.letters.unwrap().best(), Some('A'));
    }

    #[test]
    fn no_text_is_no_answer_and_no_number_no_score() {
        let empty = r#"{"text":" ","finish":"length","inputTokens":1,"outputTokens":1,"logprobs":[],"mass":0}"#;
        assert_eq!(reply(empty).answer(&[], "tiny").unwrap_err().kind, LocalErrorKind::NoText);
        let broken = r#"{"text":"A","finish":"stop","inputTokens":1,"outputTokens":1,"logprobs":[null,0],"mass":1}"#;
        assert_eq!(reply(broken).answer(&['A', 'B'], "tiny").unwrap_err().kind, LocalErrorKind::Runtime);
        let short = r#"{"text":"A","finish":"stop","inputTokens":1,"outputTokens":1,"logprobs":[0],"mass":1}"#;
        assert_eq!(reply(short).answer(&['A', 'B'], "tiny").unwrap_err().kind, LocalErrorKind::Runtime);
    }

    #[test]
    fn a_probe_tells_why_there_is_no_gpu() {
        let probe = |webgpu: bool, reason: &str| {
            let json = format!(
                r#"{{"webgpu":{webgpu},"reason":"{reason}","shaderF16":true,"fallback":false,"subgroupMinSize":32,
                "maxBufferSize":2147483648,"maxStorageBufferBindingSize":1,"adapter":"x","deviceMemory":8,"cores":4}}"#
            );
            Gpu::from(serde_json::from_str::<ProbeReply>(&json).unwrap())
        };
        assert_eq!(probe(true, "").missing, None);
        assert_eq!(probe(false, "no-adapter").missing, Some(GpuReason::NoAdapter));
        assert_eq!(probe(false, "no-webgpu").missing, Some(GpuReason::NoWebgpu));
    }

    #[test]
    fn failures_keep_their_files() {
        let json = r#"{"code":"file-missing","message":"not there","files":["onnx/model.onnx"]}"#;
        let error = LocalError::from(serde_json::from_str::<FailureReply>(json).unwrap());
        assert_eq!((error.kind, error.files), (LocalErrorKind::FileMissing, vec!["onnx/model.onnx".to_owned()]));
    }
}
