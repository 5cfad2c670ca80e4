//! What a test may set. As JSON the names are in camel case and every field may be left out.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::hub::HubSettings;

/// How the server answers and misbehaves.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Settings {
    /// The only key that is let in.
    pub key: String,
    /// The models it has.
    pub models: Vec<Model>,
    /// Prompt to answer. A prompt that is not in it is answered with one of its option letters, by its hash.
    pub answers: HashMap<String, String>,
    /// Milliseconds from the whole request to the first byte of the response.
    pub latency_ms: u64,
    /// Whether responses carry CORS headers at all; without, the server is one that forgot `--cors`.
    pub cors: bool,
    /// Whether pages may read headers such as `Retry-After`.
    pub expose_headers: bool,
    /// Of one kind, how large a share of all requests it befalls: 0 to 1, each kind drawn on its own.
    pub faults: BTreeMap<Fault, f64>,
    /// After so many faults a question is answered properly; unlimited where it is absent.
    pub faults_per_question: Option<u64>,
    /// The same seed and the same requests give the same faults, in whatever order the requests come.
    pub seed: u64,
    /// What faults of the kind `rateLimit…` ask to wait. Headers round it up to whole seconds.
    pub retry_after_seconds: f64,
    /// How long a slow body takes.
    pub slow_body_ms: u64,
    /// How the Hugging Face Hub serves files.
    pub hub: HubSettings,
}

/// A model and what it can do.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Model {
    /// Its name in requests.
    pub id: String,
    /// Whether it takes pictures.
    #[serde(default)]
    pub vision: bool,
    /// Whether it gives its thoughts beside the answer.
    #[serde(default)]
    pub thinks: bool,
    /// Whether it refuses `temperature` and chat's `max_tokens`, as OpenAI's reasoning models do.
    #[serde(default)]
    pub fixed_sampling: bool,
}

impl Default for Settings {
    fn default() -> Self {
        let model = |id: &str| Model { id: id.to_owned(), vision: true, thinks: false, fixed_sampling: false };
        Self {
            key: "test-key".to_owned(),
            models: vec![
                model("mock-vision"),
                Model { vision: false, ..model("mock-text") },
                Model { thinks: true, ..model("mock-thinker") },
                Model { fixed_sampling: true, ..model("mock-fixed") },
            ],
            answers: HashMap::new(),
            latency_ms: 0,
            cors: true,
            expose_headers: true,
            faults: BTreeMap::new(),
            faults_per_question: None,
            seed: 1,
            retry_after_seconds: 1.0,
            slow_body_ms: 500,
            hub: HubSettings::default(),
        }
    }
}
