//! What is loaded.

use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;

use web_sys::{AbortController, File};

use super::check::CheckedFiles;
use super::explore::Exploration;
use super::failures::not_loaded;
use super::local::LocalModels;
use super::outbox;
use super::run::{ActiveRun, ListedRun};
use super::thumbnails::Thumbnails;
use engine::dataset::{Dataset, DatasetBuilder};
use engine::file_names::unique_name;
use engine::image::ImageInfo;
use engine::official::OfficialFile;
use engine::parts;
use engine::scoring::{Prepared, RuleSet, Scored};
use engine::selection::Outcome;
use protocol::explore::SelectionNumber;
use protocol::run::RunId;
use protocol::{
    DatasetId, DatasetState, Event, Failure, Message, PartState, Phase, PredictionsId, PredictionsState,
    Truth as TruthSource,
};
use web::file_bytes::size_of;

const FINDINGS_SHOWN: usize = 200;

/// Everything the worker holds.
#[derive(Default)]
pub(super) struct Session {
    dataset: Option<LoadedDataset>,
    predictions: Vec<LoadedPredictions>,
    /// Counts datasets, so that indexing notices when its dataset has been replaced.
    datasets_opened: DatasetId,
    predictions_opened: PredictionsId,
    /// Counts how often opening prediction files was cancelled; those being opened then are given up.
    pub(super) openings_cancelled: u32,
    /// Counts requests to verify and to stop verifying; only the latest goes on.
    verifications: u32,
    /// Counts selections.
    pub(super) selections_made: SelectionNumber,
    /// The checked files.
    pub(super) checks: CheckedFiles,
    /// The run under way, paused or just ended.
    pub(super) run: Option<Rc<ActiveRun>>,
    /// The stored run whose questions were listed last.
    pub(super) listed_run: Option<Rc<ListedRun>>,
    /// Whether a run fits a dataset of so many rows.
    pub(super) run_fits: HashMap<(DatasetId, usize, RunId), bool>,
    /// Whether a run is being begun or gone on with.
    pub(super) run_starts: Rc<Cell<bool>>,
    /// What ends the tests of connections that are under way.
    pub(super) tests: Vec<AbortController>,
    /// Models in the browser.
    pub(super) local: LocalModels,
}

/// A dataset and the files it is in.
pub(super) struct LoadedDataset {
    /// Names this dataset among those opened one after the other.
    pub(super) number: DatasetId,
    /// The files, in order.
    pub(super) files: Vec<File>,
    /// The questions.
    pub(super) questions: Questions,
    /// What the explore page needs, from its first request on.
    pub(super) exploration: Option<Box<Exploration>>,
    /// What is going on.
    pub(super) phase: Phase,
    /// Whether the questions come from an index kept earlier.
    pub(super) restored: bool,
    /// Bytes read so far.
    pub(super) bytes_done: u64,
    /// When reading began, in milliseconds of the browser's clock.
    pub(super) started_at: f64,
    /// When the last piece was read, on the same clock.
    pub(super) read_at: f64,
    /// What verifying found, by part: MD5, and the published file of that sum.
    pub(super) verified: HashMap<u32, (String, Option<OfficialFile>)>,
    /// Small pictures made so far.
    pub(super) thumbnails: Thumbnails,
    /// Pictures whose cells, by part and first byte, were found to be plain base64 from end to end.
    pub(super) plain_pictures: HashMap<(u32, u64), ImageInfo>,
}

/// The questions of a dataset, while it grows and after.
pub(super) enum Questions {
    /// Still growing.
    Growing(Box<DatasetBuilder>),
    /// All there.
    Complete(Rc<Dataset>),
}

/// A prediction file.
pub(super) struct LoadedPredictions {
    /// The file, to be read again when it is checked.
    pub(super) file: File,
    /// What the page knows of it.
    pub(super) state: PredictionsState,
    /// The table.
    pub(super) table: Rc<Prepared>,
    /// Its scores, kept until the dataset changes.
    pub(super) scores: HashMap<RuleSet, (TruthSource, Rc<Scored>)>,
    /// What they say of each row of the dataset, kept as long.
    pub(super) outcomes: HashMap<RuleSet, Rc<[Outcome]>>,
}

impl Session {
    /// The dataset.
    pub(super) fn dataset(&self) -> Result<&LoadedDataset, Failure> {
        self.dataset.as_ref().ok_or_else(|| not_loaded("dataset"))
    }

    /// The dataset, to be changed.
    pub(super) fn dataset_mut(&mut self) -> Result<&mut LoadedDataset, Failure> {
        self.dataset.as_mut().ok_or_else(|| not_loaded("dataset"))
    }

    /// The dataset of that number, if it has not been replaced or closed.
    pub(super) fn dataset_of(&mut self, number: DatasetId) -> Option<&mut LoadedDataset> {
        self.dataset.as_mut().filter(|dataset| dataset.number == number)
    }

    /// Begins a dataset; returns its number.
    pub(super) fn open_dataset(&mut self, files: Vec<File>, now: f64) -> DatasetId {
        self.datasets_opened += 1;
        self.dataset = Some(LoadedDataset {
            number: self.datasets_opened,
            files,
            questions: Questions::Growing(Box::default()),
            exploration: None,
            phase: Phase::Indexing,
            restored: false,
            bytes_done: 0,
            started_at: now,
            read_at: now,
            verified: HashMap::new(),
            thumbnails: Thumbnails::default(),
            plain_pictures: HashMap::new(),
        });
        self.dataset_changed();
        self.datasets_opened
    }

    /// Completes a dataset from its kept index, unless it has been cancelled, replaced or closed.
    pub(super) fn restore_dataset(&mut self, number: DatasetId, questions: Dataset) {
        if let Some(dataset) = self.dataset_of(number).filter(|dataset| dataset.phase == Phase::Indexing) {
            dataset.questions = Questions::Complete(Rc::new(questions));
            dataset.restored = true;
            dataset.phase = Phase::Complete;
            self.dataset_changed();
        }
    }

    /// Stops indexing; the rows found so far stay.
    pub(super) fn cancel_indexing(&mut self) {
        if let Some(dataset) = self.dataset.as_mut().filter(|dataset| dataset.phase == Phase::Indexing) {
            dataset.end(Phase::Cancelled);
            self.dataset_changed();
        }
    }

    /// Forgets the dataset.
    pub(super) fn close_dataset(&mut self) {
        self.dataset = None;
        self.dataset_changed();
    }

    /// Tells the page of the dataset and forgets the scores that rested on the former one.
    pub(super) fn dataset_changed(&mut self) {
        for predictions in &mut self.predictions {
            predictions.scores.clear();
            predictions.outcomes.clear();
        }
        self.tell_dataset();
    }

    /// Tells the page how far the dataset has come.
    pub(super) fn tell_dataset(&self) {
        let state = self.dataset.as_ref().map(|dataset| Box::new(dataset.state()));
        outbox::post(&Message::Event(Event::Dataset(state)).into());
    }

    /// Begins to verify, or stops it: what was being verified is cancelled.
    pub(super) fn begin_verifying(&mut self) -> u32 {
        self.verifications = self.verifications.wrapping_add(1);
        self.verifications
    }

    /// Whether that is still what is being verified.
    pub(super) fn is_verifying(&self, number: u32) -> bool {
        self.verifications == number
    }

    /// The ids of the prediction files, in the order of loading.
    pub(super) fn prediction_ids(&self) -> Vec<PredictionsId> {
        self.predictions.iter().map(|predictions| predictions.state.id).collect()
    }

    /// The prediction file of that id.
    pub(super) fn predictions(&mut self, id: PredictionsId) -> Result<&mut LoadedPredictions, Failure> {
        let found = self.predictions.iter_mut().find(|predictions| predictions.state.id == id);
        found.ok_or_else(|| not_loaded("predictions"))
    }

    /// Every prediction file, in the order of loading.
    pub(super) fn all_predictions(&self) -> &[LoadedPredictions] {
        &self.predictions
    }

    /// Keeps a prediction file; returns its id, the earlier one of a file of that name with the same table.
    pub(super) fn open_predictions(&mut self, file: &File, columns: Vec<String>, table: Prepared) -> PredictionsId {
        let is_same = |open: &&LoadedPredictions| open.file.name() == file.name() && *open.table == table;
        if let Some(open) = self.predictions.iter().find(is_same) {
            return open.state.id;
        }
        self.predictions_opened += 1;
        let id = self.predictions_opened;
        let rows = count(table.frame().row_count());
        let taken: Vec<&str> = self.predictions.iter().map(|other| other.state.name.as_str()).collect();
        let name = unique_name(&file.name(), &taken);
        let state = PredictionsState { id, name, bytes: size_of(file), rows, columns };
        self.predictions.push(LoadedPredictions {
            file: file.clone(),
            state,
            table: Rc::new(table),
            scores: HashMap::new(),
            outcomes: HashMap::new(),
        });
        self.tell_predictions();
        id
    }

    /// Forgets a prediction file.
    pub(super) fn close_predictions(&mut self, id: PredictionsId) {
        self.predictions.retain(|predictions| predictions.state.id != id);
        self.tell_predictions();
    }

    fn tell_predictions(&self) {
        let states = self.predictions.iter().map(|predictions| predictions.state.clone()).collect();
        outbox::post(&Message::Event(Event::Predictions(states)).into());
    }
}

impl Questions {
    /// The questions found so far.
    pub(super) fn dataset(&self) -> &Dataset {
        match self {
            Self::Growing(builder) => builder.dataset(),
            Self::Complete(dataset) => dataset,
        }
    }
}

impl LoadedDataset {
    /// The questions found so far.
    pub(super) fn questions(&self) -> &Dataset {
        self.questions.dataset()
    }

    /// All questions, to be held while work on them pauses; `None` until they are all there.
    pub(super) fn all_questions(&self) -> Option<Rc<Dataset>> {
        match &self.questions {
            Questions::Complete(dataset) if self.phase == Phase::Complete => Some(Rc::clone(dataset)),
            _ => None,
        }
    }

    /// Ends indexing in that phase.
    pub(super) fn end(&mut self, phase: Phase) {
        if let Questions::Growing(builder) = &mut self.questions {
            let builder = std::mem::take(&mut **builder);
            self.questions = Questions::Complete(Rc::new(builder.finish()));
        }
        self.phase = phase;
    }

    /// Short name, made from the file names.
    pub(super) fn name(&self) -> String {
        name_of(&self.parts())
    }

    /// The files, in order.
    pub(super) fn parts(&self) -> Vec<PartState> {
        self.files.iter().map(|file| PartState { name: file.name(), bytes: size_of(file) }).collect()
    }

    fn state(&self) -> DatasetState {
        let questions = self.questions();
        let parts = self.parts();
        let bytes_total = parts.iter().map(|part| part.bytes).sum();
        let bytes_per_second = rate(self.bytes_done, self.read_at - self.started_at);
        let bytes_left: u64 = u64::saturating_sub(bytes_total, self.bytes_done);
        let is_indexing = self.phase == Phase::Indexing && bytes_per_second > 0.0;
        DatasetState {
            id: self.number,
            name: name_of(&parts),
            missing_parts: parts::missing(parts.iter().map(|part| part.name.as_str())),
            parts,
            columns: questions.columns().to_vec(),
            phase: self.phase.clone(),
            restored: self.restored,
            rows: count(questions.row_count()),
            bytes_done: self.bytes_done,
            bytes_total,
            bytes_per_second,
            seconds_left: is_indexing.then(|| as_float(bytes_left) / bytes_per_second),
            memory_bytes: memory_bytes(),
            has_answers: questions.has_answers(),
            findings: questions.findings().iter().take(FINDINGS_SHOWN).cloned().collect(),
            finding_count: questions.finding_count(),
            refusal: questions.refusal().cloned(),
        }
    }
}

/// A row count as the protocol has it; a dataset of more rows does not fit into memory.
pub(super) fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

fn rate(bytes: u64, milliseconds: f64) -> f64 {
    if milliseconds > 0.0 { as_float(bytes) * 1000.0 / milliseconds } else { 0.0 }
}

#[expect(clippy::cast_precision_loss, reason = "file sizes are far below 2^53")]
fn as_float(bytes: u64) -> f64 {
    bytes as f64
}

/// Size of the worker's memory; it never shrinks, so this is also its peak.
fn memory_bytes() -> u64 {
    /// A page of WebAssembly memory.
    const PAGE: u64 = 65_536;
    u64::try_from(core::arch::wasm32::memory_size::<0>()).unwrap_or(u64::MAX / PAGE) * PAGE
}

/// The first part's name without extension; of several parts what their names begin with.
fn name_of(parts: &[PartState]) -> String {
    let stem = |name: &str| name.strip_suffix(".tsv").unwrap_or(name).to_owned();
    let Some((first, others)) = parts.split_first() else { return String::new() };
    let mut common = stem(&first.name);
    for part in others {
        while !part.name.starts_with(&common) {
            common.pop();
        }
    }
    let trimmed = common.trim_end_matches(|character: char| !character.is_alphabetic());
    if others.is_empty() || trimmed.is_empty() { stem(&first.name) } else { trimmed.to_owned() }
}
