//! Why something about a run could not be done.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::local::{LocalError, SourceFault};
use engine::endpoint::AddressError;
use engine::run::{JournalError, MergeError, PlanError, TemplateError};

/// Why something about a run could not be done.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum RunFault {
    /// The plan.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// The template of the prompt.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// The model's address.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The name of a model in the browser.
    #[error(transparent)]
    Source(#[from] SourceFault),
    /// A model in the browser.
    #[error(transparent)]
    Local(#[from] LocalError),
    /// No model is named.
    #[error("no model is named")]
    NoModel,
    /// A journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The parts of a run.
    #[error(transparent)]
    Merge(#[from] MergeError),
    /// The browser's storage is full.
    #[error("the browser's storage is full")]
    StorageFull,
    /// The browser's storage cannot be used.
    #[error("the browser's storage cannot be used: {detail}")]
    Storage {
        /// What the browser said.
        detail: String,
    },
    /// Another tab goes on with this run.
    #[error("the run is under way in another tab")]
    OpenElsewhere,
    /// A run is under way in this tab, and there can be one only.
    #[error("a run is under way")]
    Busy,
    /// There is no such run.
    #[error("there is no such run")]
    NoSuchRun,
    /// The run belongs to other questions, or its prompts are other ones now.
    #[error("the run belongs to {dataset}, or to other questions of it")]
    OtherDataset {
        /// Name of the run's dataset.
        dataset: String,
    },
    /// No row is left open by the rules.
    #[error("no row needs a judge")]
    NothingToJudge,
    /// The run has no such file, as transcripts of a judge.
    #[error("there is no such file of this run")]
    NoSuchFile,
}
