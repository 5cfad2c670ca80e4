//! What is loaded, and the worker that holds it.

use leptos::prelude::*;
use web_sys::File;

use super::crash::{self, Crash};
use crate::engine::scoring::RuleSet;
use crate::protocol::{
    DatasetState, Event, Failure, PartState, Phase, PredictionsId, PredictionsState, Reply, Request, ScoreSummary,
};
use crate::web::parcel::Parcel;
use crate::web::worker_client::{Answer, WorkerClient, WorkerNews};

/// What has become of scoring a file under a rule set.
#[derive(Debug, Clone, PartialEq)]
pub enum ScoreState {
    /// Asked for.
    Running,
    /// Done.
    Ready(Box<ScoreSummary>),
    /// Not possible.
    Failed(Failure),
}

/// A score with what it is of.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreEntry {
    /// The prediction file.
    pub predictions: PredictionsId,
    /// The rule set.
    pub rules: RuleSet,
    /// What has become of it.
    pub state: ScoreState,
}

/// What must be the same for scores to stay valid: the dataset's files, and whether they are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Basis {
    /// The files of the dataset.
    pub parts: Vec<PartState>,
    /// Whether they are being read.
    pub indexing: bool,
}

/// What is loaded.
#[derive(Clone, Copy)]
pub struct Session {
    worker: StoredValue<Option<WorkerClient>, LocalStorage>,
    /// The dataset.
    pub dataset: RwSignal<Option<Box<DatasetState>>>,
    /// The prediction files.
    pub predictions: RwSignal<Vec<PredictionsState>>,
    /// Scores asked for so far.
    pub scores: RwSignal<Vec<ScoreEntry>>,
    /// Number of files handed to the worker that it has not recognised yet.
    pub opening: RwSignal<u32>,
    /// Number of rows found so far.
    pub rows: Memo<u32>,
    /// Names of the dataset's files.
    pub parts: Memo<Vec<String>>,
    /// What scores rest on.
    pub basis: Memo<Basis>,
}

impl Session {
    /// Starts the worker.
    pub fn new() -> Self {
        let dataset = RwSignal::new(None::<Box<DatasetState>>);
        let session = Self {
            worker: StoredValue::new_local(None),
            dataset,
            predictions: RwSignal::new(Vec::new()),
            scores: RwSignal::new(Vec::new()),
            opening: RwSignal::new(0),
            rows: Memo::new(move |_| dataset.with(|dataset| dataset.as_ref().map_or(0, |dataset| dataset.rows))),
            parts: Memo::new(move |_| dataset.with(|dataset| dataset.as_deref().map_or_else(Vec::new, part_names))),
            basis: Memo::new(move |_| dataset.with(|dataset| dataset.as_deref().map_or_else(Basis::default, basis_of))),
        };
        match WorkerClient::start(move |news| session.hear(news)) {
            Ok(worker) => session.worker.set_value(Some(worker)),
            Err(error) => crash::show(Crash::WorkerLost, &format!("{error:?}")),
        }
        session
    }

    /// Asks the worker for something.
    ///
    /// # Errors
    /// What the worker answers instead.
    pub async fn ask(self, request: Request) -> Answer {
        self.send(request, Vec::new()).await
    }

    /// Asks the worker for something about files that travel along.
    ///
    /// # Errors
    /// What the worker answers instead.
    pub async fn send(self, request: Request, files: Vec<File>) -> Answer {
        match self.worker.get_value() {
            Some(worker) => worker.call(request, files).await,
            // The worker did not start; the crash panel says so.
            None => std::future::pending().await,
        }
    }

    /// The name of a prediction file's model, or of the file where it does not follow the pattern.
    pub fn predictions_named(self, id: PredictionsId) -> Option<String> {
        self.predictions.with(|list| list.iter().find(|file| file.id == id).map(|file| file.name.clone()))
    }

    /// What has become of scoring a file under a rule set.
    pub fn score(self, predictions: PredictionsId, rules: RuleSet) -> Option<ScoreState> {
        self.scores.with(|scores| {
            scores
                .iter()
                .find(|entry| entry.predictions == predictions && entry.rules == rules)
                .map(|entry| entry.state.clone())
        })
    }

    fn hear(self, news: WorkerNews) {
        match news {
            WorkerNews::Event(Event::Dataset(dataset)) => self.dataset.set(dataset),
            WorkerNews::Event(Event::Predictions(predictions)) => self.predictions.set(predictions),
            WorkerNews::Event(Event::Panicked { report }) => crash::show(Crash::Panic, &report),
            WorkerNews::Lost { other_version: true, detail } => crash::show(Crash::OtherVersion, &detail),
            WorkerNews::Lost { other_version: false, detail } => crash::show(Crash::WorkerLost, &detail),
        }
    }
}

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}

/// The reply of a parcel, where it is of the kind that was asked for.
///
/// # Errors
/// The worker's failure, or [`Failure::VersionMismatch`] where the reply is of another kind.
pub fn expect_reply<T>(answer: Answer, pick: impl FnOnce(Parcel<Reply>) -> Option<T>) -> Result<T, Failure> {
    pick(answer?).ok_or(Failure::VersionMismatch)
}

fn part_names(dataset: &DatasetState) -> Vec<String> {
    dataset.parts.iter().map(|part| part.name.clone()).collect()
}

fn basis_of(dataset: &DatasetState) -> Basis {
    Basis { parts: dataset.parts.clone(), indexing: dataset.phase == Phase::Indexing }
}
