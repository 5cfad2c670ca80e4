//! What is loaded, and the worker that holds it.

use js_sys::ArrayBuffer;
use leptos::prelude::*;
use web_sys::File;

use super::around::Custody;
use super::crash;
use super::crash::Crash;
use crate::format::short_file_names;
use crate::reactive::{LocalFuture, memo};
use engine::scoring::RuleSet;
use protocol::local::Loading;
use protocol::recent::Kept;
use protocol::run::RunState;
use protocol::source::{Verified, Verifying};
use protocol::{
    Ask, DatasetId, DatasetState, Event, ExportScore, ExportedFile, Failure, Phase, PredictionsId, PredictionsState,
    Request, ScoreSummary, decode_reply,
};
use web::keeping;
use web::worker_client::{Answer, Encoded, WorkerClient, WorkerNews};

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

/// Verifying of the dataset's files.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Verification {
    /// How far it has come, while it goes on.
    pub progress: Option<Verifying>,
    /// The files that were read to the end.
    pub results: Vec<Verified>,
    /// Whether it was stopped, so that no further file is begun.
    pub is_stopped: bool,
}

impl Verification {
    /// Takes a report; one that comes after the end changes nothing.
    fn report(&mut self, progress: Verifying) {
        if let Some(now) = &mut self.progress {
            *now = progress;
        }
    }
}

/// What must be the same for scores to stay valid.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Basis {
    /// The dataset.
    pub dataset: Option<DatasetId>,
    /// Whether it is being read.
    pub indexing: bool,
}

/// What is loaded.
#[derive(Clone, Copy)]
pub struct Session {
    worker: StoredValue<Option<WorkerClient>, LocalStorage>,
    /// The dataset.
    pub dataset: RwSignal<Option<Box<DatasetState>>>,
    /// The run that is under way, or the last one until it is closed.
    pub run: RwSignal<Option<Box<RunState>>>,
    /// The model that is being loaded in the browser.
    pub loading: RwSignal<Option<Loading>>,
    /// Whether a model that was loaded could not be kept for the next time.
    pub model_not_kept: RwSignal<bool>,
    /// Which dataset is open, so that what was read of one is not taken for another's.
    pub dataset_id: Memo<Option<DatasetId>>,
    /// The prediction files.
    pub predictions: RwSignal<Vec<PredictionsState>>,
    /// Scores asked for so far.
    pub scores: RwSignal<Vec<ScoreEntry>>,
    /// Number of files handed to the worker that it has not recognised yet.
    pub opening: RwSignal<u32>,
    /// Whether the dataset will be opened faster next time, once that is known.
    pub kept: RwSignal<Option<Kept>>,
    /// What the dataset's files were found to be.
    pub verification: RwSignal<Verification>,
    /// Whose files were opened.
    pub custody: Custody,
    /// Number of rows found so far.
    pub rows: Memo<u32>,
    /// Names of the dataset's files.
    pub parts: Memo<Vec<String>>,
    /// What scores rest on.
    pub basis: Memo<Basis>,
}

impl Session {
    /// Nothing loaded; the worker starts when it is first asked, or expected to be.
    pub fn new() -> Self {
        let dataset = RwSignal::new(None::<Box<DatasetState>>);
        let dataset_id = memo(move || dataset.with(|dataset| dataset.as_ref().map(|dataset| dataset.id)));
        let is_indexing = memo(move || dataset.with(|dataset| dataset.as_deref().is_some_and(is_indexing)));
        Self {
            run: RwSignal::new(None),
            loading: RwSignal::new(None),
            model_not_kept: RwSignal::new(false),
            worker: StoredValue::new_local(None),
            dataset,
            dataset_id,
            predictions: RwSignal::new(Vec::new()),
            scores: RwSignal::new(Vec::new()),
            opening: RwSignal::new(0),
            kept: RwSignal::new(None),
            verification: RwSignal::new(Verification::default()),
            custody: Custody::new(),
            rows: memo(move || dataset.with(|dataset| dataset.as_ref().map_or(0, |dataset| dataset.rows))),
            parts: memo(move || dataset.with(|dataset| dataset.as_deref().map_or_else(Vec::new, part_names))),
            basis: memo(move || Basis { dataset: dataset_id.get(), indexing: is_indexing.get() }),
        }
    }

    /// Starts the worker, unless it runs, since files are about to come.
    pub fn expect_files(self) {
        self.running_worker();
    }

    /// The worker, started now if it does not run; `None` if it cannot be, which the crash panel says, or everything is
    /// being deleted.
    fn running_worker(self) -> Option<WorkerClient> {
        let running = self.worker.get_value();
        if running.is_some() || !keeping::is_allowed() {
            return running;
        }
        match WorkerClient::start(move |news| self.hear(news)) {
            Ok(worker) => self.worker.set_value(Some(worker)),
            Err(error) => crash::show(Crash::WorkerLost, &format!("{error:?}")),
        }
        self.worker.get_value()
    }

    /// Ends the worker for good; what waits for its answers is told that it is cancelled.
    pub fn stop_worker(self) {
        if let Some(worker) = self.worker.get_value() {
            worker.stop();
        }
        // It would keep the page from being left.
        self.run.set(None);
    }

    /// Asks the worker for something.
    ///
    /// # Errors
    /// What the worker answers instead; [`Failure::Cancelled`] where there is none.
    pub fn ask<A: Ask>(self, request: A) -> impl Future<Output = Result<A::Reply, Failure>> + use<A> {
        let answer = self.call(request.into(), Vec::new());
        async move { decode_reply::<A>(&answer.await?.reply) }
    }

    /// Asks the worker for something whose bytes travel beside the reply.
    ///
    /// # Errors
    /// As [`Session::ask`]; [`Failure::VersionMismatch`] where no bytes came.
    pub fn ask_for_bytes<A: Ask>(
        self,
        request: A,
    ) -> impl Future<Output = Result<(A::Reply, ArrayBuffer), Failure>> + use<A> {
        let answer = with_bytes(self.call(request.into(), Vec::new()));
        async move {
            let (reply, bytes) = answer.await?;
            Ok((decode_reply::<A>(&reply)?, bytes))
        }
    }

    /// Asks the worker for a file.
    ///
    /// # Errors
    /// As [`Session::ask_for_bytes`].
    pub fn ask_for_file(
        self,
        request: impl Ask<Reply = ExportedFile>,
    ) -> LocalFuture<Result<(ExportedFile, ArrayBuffer), Failure>> {
        file_of(self.call(request.into(), Vec::new()))
    }

    /// Asks the worker for something about files that travel along.
    ///
    /// # Errors
    /// As [`Session::ask`].
    pub fn send<A: Ask>(
        self,
        request: A,
        files: Vec<File>,
    ) -> impl Future<Output = Result<Answer<A::Reply>, Failure>> + use<A> {
        let answer = self.call(request.into(), files);
        async move {
            let Answer { reply, files, bytes } = answer.await?;
            Ok(Answer { reply: decode_reply::<A>(&reply)?, files, bytes })
        }
    }

    /// Asks the worker for something that has no reply.
    ///
    /// # Errors
    /// As [`Session::ask`].
    pub fn tell(self, request: impl Ask<Reply = ()>) -> LocalFuture<Result<(), Failure>> {
        without_reply(self.call(request.into(), Vec::new()))
    }

    /// What all requests share, compiled once.
    fn call(self, request: Request, files: Vec<File>) -> LocalFuture<Encoded> {
        Box::pin(async move {
            self.custody.open(&files);
            match self.running_worker() {
                Some(worker) => worker.call(request, files).await,
                None => Err(Failure::Cancelled),
            }
        })
    }

    /// Whether the dataset lies on a server.
    pub fn is_remote(self) -> bool {
        self.dataset.with(|dataset| dataset.as_ref().is_some_and(|dataset| dataset.host.is_some()))
    }

    /// Why reading the dataset failed, where it has.
    pub fn reading_failure(self) -> Option<Failure> {
        self.dataset.with(|dataset| match dataset.as_ref().map(|dataset| &dataset.phase) {
            Some(Phase::Failed(failure)) => Some(failure.clone()),
            _ => None,
        })
    }

    /// The name of a prediction file.
    pub fn predictions_named(self, id: PredictionsId) -> Option<String> {
        self.predictions.with(|list| list.iter().find(|file| file.id == id).map(|file| file.name.clone()))
    }

    /// The name of a prediction file for narrow places, see [`short_file_names`].
    pub fn short_predictions_name(self, id: PredictionsId) -> Option<String> {
        let dataset = self.dataset.with(|dataset| dataset.as_ref().map(|dataset| dataset.name.clone()));
        self.predictions.with(|list| {
            let at = list.iter().position(|file| file.id == id)?;
            let names: Vec<&str> = list.iter().map(|file| file.name.as_str()).collect();
            short_file_names(&names, dataset.as_deref()).get(at).map(|name| (*name).to_owned())
        })
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
            WorkerNews::Event(Event::Dataset(dataset)) => {
                let earlier = self.dataset_id.get_untracked();
                self.dataset.set(dataset);
                if self.dataset_id.get_untracked() != earlier {
                    self.verification.set(Verification::default());
                }
            }
            WorkerNews::Event(Event::Predictions(predictions)) => self.predictions.set(predictions),
            WorkerNews::Event(Event::Kept(kept)) => self.kept.set(Some(kept)),
            WorkerNews::Event(Event::Verifying(progress)) => {
                self.verification.update(|verification| verification.report(progress));
            }
            WorkerNews::Event(Event::Run(run)) => self.run.set(run),
            WorkerNews::Event(Event::Loading(loading)) => self.loading.set(loading),
            WorkerNews::Event(Event::ModelNotKept) => self.model_not_kept.set(true),
            WorkerNews::Event(Event::Panicked { report }) => crash::show(Crash::Panic, &report),
            WorkerNews::Lost { other_version: true, detail } => crash::show(Crash::OtherVersion, &detail),
            WorkerNews::Lost { other_version: false, detail } => crash::show(Crash::WorkerLost, &detail),
        }
    }
}

fn with_bytes(answer: LocalFuture<Encoded>) -> LocalFuture<Result<(Vec<u8>, ArrayBuffer), Failure>> {
    Box::pin(async move {
        let answer = answer.await?;
        Ok((answer.reply, answer.bytes.ok_or(Failure::VersionMismatch)?))
    })
}

fn file_of(answer: LocalFuture<Encoded>) -> LocalFuture<Result<(ExportedFile, ArrayBuffer), Failure>> {
    Box::pin(async move {
        let (reply, bytes) = with_bytes(answer).await?;
        // All requests for a file have the same reply.
        Ok((decode_reply::<ExportScore>(&reply)?, bytes))
    })
}

fn without_reply(answer: LocalFuture<Encoded>) -> LocalFuture<Result<(), Failure>> {
    Box::pin(async move { answer.await.map(drop) })
}

fn part_names(dataset: &DatasetState) -> Vec<String> {
    dataset.parts.iter().map(|part| part.name.clone()).collect()
}

fn is_indexing(dataset: &DatasetState) -> bool {
    dataset.phase == Phase::Indexing
}
