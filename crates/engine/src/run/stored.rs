//! The header of a run in the browser's storage, beside its records.

use serde::{Deserialize, Serialize};

use super::{JournalError, Model, Price, RunHeader, RunLimits};
use crate::endpoint::{Concession, Sampling};
use crate::local::LoadedModel;
use crate::scoring::RuleSet;

/// The header of a run in the browser's storage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::large_enum_variant, reason = "one is held at a time, and most are the larger ones")]
pub enum StoredRun {
    /// Questions of the dataset.
    Run(RunHeader),
    /// Predictions that a judge reads.
    Judge(JudgeHeader),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JudgeHeader {
    /// Equal for equal predictions, rules and model, so that no letter is paid for twice.
    pub id: String,
    /// When it was begun, in milliseconds since 1970.
    pub begun: u64,
    /// Name of the prediction file.
    pub dataset: String,
    pub model: Model,
    pub sampling: Sampling,
    /// The rule set that finds no letter in the rows.
    pub rules: RuleSet,
    pub limits: RunLimits,
    pub price: Price,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub concessions: Vec<Concession>,
    pub questions: Vec<String>,
}

/// Evaluates an expression for the header of either kind.
macro_rules! of_either {
    ($stored:expr, $header:ident => $value:expr) => {
        match $stored {
            StoredRun::Run($header) => $value,
            StoredRun::Judge($header) => $value,
        }
    };
}

impl StoredRun {
    /// Reads what the browser's storage has under that id.
    pub fn read(id: &str, json: Option<&str>) -> Result<Self, JournalError> {
        let broken = || JournalError::BrokenHeader { id: id.to_owned() };
        let json = json.ok_or_else(broken)?;
        serde_json::from_str(json).map_err(|_error| {
            let value: Option<serde_json::Value> = serde_json::from_str(json).ok();
            let version = value.as_ref().and_then(|value| value.pointer("/run/version")?.as_u64());
            match version.and_then(|version| u32::try_from(version).ok()) {
                Some(found) if found > RunHeader::VERSION => {
                    JournalError::LaterVersion { found, known: RunHeader::VERSION }
                }
                _ => broken(),
            }
        })
    }

    pub fn id(&self) -> &str {
        of_either!(self, header => &header.id)
    }

    pub fn questions(&self) -> &[String] {
        of_either!(self, header => &header.questions)
    }

    pub fn model(&self) -> &Model {
        of_either!(self, header => &header.model)
    }

    /// Name of the dataset, or of the prediction file that is judged.
    pub fn dataset(&self) -> &str {
        of_either!(self, header => &header.dataset)
    }

    pub fn begun(&self) -> u64 {
        of_either!(self, header => header.begun)
    }

    pub fn limits(&self) -> &RunLimits {
        of_either!(self, header => &header.limits)
    }

    pub fn price(&self) -> &Price {
        of_either!(self, header => &header.price)
    }

    pub fn sampling(&self) -> Sampling {
        of_either!(self, header => header.sampling)
    }

    pub fn concessions(&self) -> &[Concession] {
        of_either!(self, header => &header.concessions)
    }

    /// Sets the limits except for those that the questions themselves determine.
    pub fn set_limits(&mut self, limits: RunLimits) {
        let own = of_either!(self, header => &mut header.limits);
        let (tokens_per_question, most_per_question) = (own.tokens_per_question, own.most_per_question);
        *own = limits;
        own.tokens_per_question = tokens_per_question;
        own.most_per_question = most_per_question;
    }

    pub fn set_budget(&mut self, budget: Option<f64>) {
        of_either!(self, header => header.limits.budget = budget);
    }

    pub fn has_noted(&self, loaded: &LoadedModel) -> bool {
        matches!(self.model(), Model::Local(model) if model.loaded.contains(loaded))
    }

    pub fn note_loaded(&mut self, loaded: &LoadedModel) {
        let is_noted = self.has_noted(loaded);
        let model = of_either!(self, header => &mut header.model);
        if let Model::Local(model) = model
            && !is_noted
        {
            model.loaded.push(loaded.clone());
        }
    }

    pub fn note_concession(&mut self, concession: Concession) {
        let made = of_either!(self, header => &mut header.concessions);
        if !made.contains(&concession) {
            made.push(concession);
        }
    }

    /// Takes over the notes of an earlier session of the same run.
    pub fn keep_notes_of(&mut self, earlier: &Self) {
        for concession in earlier.concessions() {
            self.note_concession(*concession);
        }
        if let Model::Local(model) = earlier.model() {
            for loaded in &model.loaded {
                self.note_loaded(loaded);
            }
        }
    }
}
