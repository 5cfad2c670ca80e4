//! What is kept of a run beside its records.

use serde::{Deserialize, Serialize};

use super::{JournalError, Model, Price, RunHeader, RunLimits};
use crate::endpoint::{Concession, Sampling};
use crate::local::LoadedModel;
use crate::scoring::RuleSet;

/// What is kept of a run beside its records.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(
    target_pointer_width = "64",
    expect(clippy::large_enum_variant, reason = "one is held at a time, and most are the larger ones")
)]
pub enum StoredRun {
    /// Questions of the dataset.
    Run(RunHeader),
    /// Predictions that a judge reads.
    Judge(JudgeHeader),
}

/// What a judge reads and says; as the header of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JudgeHeader {
    /// The same for equal predictions, rules and model, so that no letter is paid twice.
    pub id: String,
    /// When it was begun, in milliseconds since 1970.
    pub begun: u64,
    /// Name of the prediction file.
    pub dataset: String,
    /// The judge.
    pub model: Model,
    /// How it answers.
    pub sampling: Sampling,
    /// The rules that leave the rows open.
    pub rules: RuleSet,
    /// What it may do.
    pub limits: RunLimits,
    /// What tokens cost.
    pub price: Price,
    /// What was asked otherwise than it was set.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub concessions: Vec<Concession>,
    /// The indices of the rows.
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
    ///
    /// # Errors
    /// [`JournalError::LaterVersion`], [`JournalError::BrokenHeader`].
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

    /// The run's name.
    pub fn id(&self) -> &str {
        of_either!(self, header => &header.id)
    }

    /// The indices of the questions.
    pub fn questions(&self) -> &[String] {
        of_either!(self, header => &header.questions)
    }

    /// Whom it asks.
    pub fn model(&self) -> &Model {
        of_either!(self, header => &header.model)
    }

    /// Name of the dataset, or of the prediction file that is judged.
    pub fn dataset(&self) -> &str {
        of_either!(self, header => &header.dataset)
    }

    /// When it was begun, in milliseconds since 1970.
    pub fn begun(&self) -> u64 {
        of_either!(self, header => header.begun)
    }

    /// What it may do.
    pub fn limits(&self) -> &RunLimits {
        of_either!(self, header => &header.limits)
    }

    /// What tokens cost.
    pub fn price(&self) -> &Price {
        of_either!(self, header => &header.price)
    }

    /// How the model answers, as it was set.
    pub fn sampling(&self) -> Sampling {
        of_either!(self, header => header.sampling)
    }

    /// What is asked otherwise than it was set.
    pub fn concessions(&self) -> &[Concession] {
        of_either!(self, header => &header.concessions)
    }

    /// Sets the limits, but for what the questions themselves take.
    pub fn set_limits(&mut self, limits: RunLimits) {
        let own = of_either!(self, header => &mut header.limits);
        let (tokens_per_question, most_per_question) = (own.tokens_per_question, own.most_per_question);
        *own = limits;
        own.tokens_per_question = tokens_per_question;
        own.most_per_question = most_per_question;
    }

    /// Sets the budget.
    pub fn set_budget(&mut self, budget: Option<f64>) {
        of_either!(self, header => header.limits.budget = budget);
    }

    /// Whether it is noted that this was loaded in the browser.
    pub fn has_noted(&self, loaded: &LoadedModel) -> bool {
        matches!(self.model(), Model::Local(model) if model.loaded.contains(loaded))
    }

    /// Notes what was loaded in the browser.
    pub fn note_loaded(&mut self, loaded: &LoadedModel) {
        let is_noted = self.has_noted(loaded);
        let model = of_either!(self, header => &mut header.model);
        if let Model::Local(model) = model
            && !is_noted
        {
            model.loaded.push(loaded.clone());
        }
    }

    /// Notes what is asked otherwise than it was set.
    pub fn note_concession(&mut self, concession: Concession) {
        let made = of_either!(self, header => &mut header.concessions);
        if !made.contains(&concession) {
            made.push(concession);
        }
    }

    /// Takes over what an earlier session of the same run has noted.
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

#[cfg(test)]
mod tests {
    use super::super::journal::tests::header;
    use super::*;

    fn stored() -> StoredRun {
        StoredRun::Run(header(&["0"]))
    }

    #[test]
    fn changes_of_two_sessions_do_not_undo_each_other() {
        let (mut budget, mut noted) = (stored(), stored());
        noted.note_concession(Concession::Streamed);
        noted.note_concession(Concession::Streamed);
        budget.set_budget(Some(2.0));
        budget.keep_notes_of(&noted);
        assert_eq!((budget.limits().budget, budget.concessions()), (Some(2.0), &[Concession::Streamed][..]));
    }

    #[test]
    fn limits_change_but_for_what_the_questions_take() {
        let mut stored = stored();
        let before = stored.limits().clone();
        stored.set_limits(RunLimits {
            concurrency: 99,
            tokens_per_question: 1,
            most_per_question: 9.0,
            ..before.clone()
        });
        assert_eq!(*stored.limits(), RunLimits { concurrency: 99, ..before });
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let json = serde_json::to_string(&stored()).unwrap();
        assert_eq!(StoredRun::read("run-1", Some(&json)), Ok(stored()));
        let later = json.replacen("\"version\":1", "\"version\":2", 1).replacen("\"begun\"", "\"beginning\"", 1);
        assert_eq!(StoredRun::read("run-1", Some(&later)), Err(JournalError::LaterVersion { found: 2, known: 1 }));
        for json in [None, Some(""), Some("{}"), Some("{\"run\":{}}")] {
            assert_eq!(StoredRun::read("x", json), Err(JournalError::BrokenHeader { id: "x".to_owned() }));
        }
    }
}
