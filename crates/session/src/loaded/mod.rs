//! What is loaded: the dataset and the prediction files, as all requests share them.

mod dataset;

use std::cell::{Ref, RefCell, RefMut};
use std::collections::HashMap;
use std::rc::Rc;

pub(crate) use dataset::{HeldSelection, LoadedDataset, Questions};
use engine::file_names::unique_name;
use engine::pause::Pause;
use engine::scoring::{AnswerQuery, Prepared, RuleSet, Scored};
use engine::selection::Outcome;
use protocol::explore::SelectionNumber;
use protocol::{DatasetId, Event, Failure, Missing, Phase, PredictionsId, PredictionsState, Truth};

use crate::address::Network;
use crate::host::{Host, Source, System};

/// The host and what is loaded, as the requests under way share them.
#[derive(Clone)]
pub(crate) struct Shared {
    pub(crate) host: Rc<Host>,
    pub(crate) network: Rc<Network>,
    loaded: Rc<RefCell<Loaded>>,
}

impl Shared {
    pub(crate) fn new(host: Host) -> Self {
        let loaded = Loaded {
            system: host.system.clone(),
            dataset: None,
            datasets_opened: 0,
            predictions: Vec::new(),
            predictions_opened: 0,
            openings_cancelled: 0,
            verifications: 0,
            selections_made: 0,
        };
        let host = Rc::new(host);
        Self { network: Rc::new(Network::new(host.clone())), host, loaded: Rc::new(RefCell::new(loaded)) }
    }

    /// What is loaded; never held across an `await`.
    pub(crate) fn borrow(&self) -> Ref<'_, Loaded> {
        self.loaded.borrow()
    }

    pub(crate) fn borrow_mut(&self) -> RefMut<'_, Loaded> {
        self.loaded.borrow_mut()
    }

    pub(crate) fn system(&self) -> &dyn System {
        &*self.host.system
    }

    /// Lets other requests be answered during long work.
    pub(crate) fn pause(&self) -> &dyn Pause {
        self.system()
    }
}

pub(crate) struct Loaded {
    system: Rc<dyn System>,
    dataset: Option<LoadedDataset>,
    /// Numbers datasets, so that indexing notices when its dataset has been replaced.
    datasets_opened: DatasetId,
    predictions: Vec<LoadedPredictions>,
    predictions_opened: PredictionsId,
    /// Counts how often opening prediction files was cancelled; those being opened then are given up.
    pub(crate) openings_cancelled: u32,
    /// Counts requests to verify and to stop verifying; only the latest goes on.
    pub(crate) verifications: u32,
    pub(crate) selections_made: SelectionNumber,
}

pub(crate) struct LoadedPredictions {
    /// The file, to be read again when it is checked.
    pub(crate) file: Source,
    pub(crate) state: PredictionsState,
    pub(crate) table: Rc<Prepared>,
    /// Its scores, kept until the dataset changes.
    pub(crate) scores: HashMap<RuleSet, (Truth, Rc<Scored>)>,
    /// What they say of each row of the dataset, kept as long.
    pub(crate) outcomes: HashMap<RuleSet, Rc<[Outcome]>>,
    /// The list of its answers that was asked for last.
    pub(crate) listed: Option<Listing>,
}

/// A list of answers by their positions in a score.
pub(crate) struct Listing {
    pub(crate) scored: Rc<Scored>,
    pub(crate) query: AnswerQuery,
    pub(crate) positions: Rc<[u32]>,
}

impl Loaded {
    pub(crate) fn dataset(&self) -> Result<&LoadedDataset, Failure> {
        self.dataset.as_ref().ok_or_else(|| not_loaded(Missing::Dataset))
    }

    pub(crate) fn dataset_mut(&mut self) -> Result<&mut LoadedDataset, Failure> {
        self.dataset.as_mut().ok_or_else(|| not_loaded(Missing::Dataset))
    }

    /// The dataset of that number, if it has not been replaced or closed.
    pub(crate) fn dataset_of(&mut self, number: DatasetId) -> Option<&mut LoadedDataset> {
        self.dataset.as_mut().filter(|dataset| dataset.number == number)
    }

    /// As [`Loaded::dataset_of`], if it is being read.
    fn indexing(&mut self, number: DatasetId) -> Option<&mut LoadedDataset> {
        self.dataset_of(number).filter(|dataset| dataset.phase == Phase::Indexing)
    }

    /// Begins a dataset; returns its number.
    pub(crate) fn open_dataset(&mut self, files: Vec<Source>) -> DatasetId {
        self.datasets_opened += 1;
        self.dataset = Some(LoadedDataset::new(self.datasets_opened, files, self.system.now()));
        self.dataset_changed();
        self.datasets_opened
    }

    /// Completes a dataset from its kept index, unless it has been cancelled, replaced or closed.
    pub(crate) fn restore_dataset(&mut self, number: DatasetId, questions: engine::dataset::Dataset) {
        if let Some(dataset) = self.indexing(number) {
            dataset.questions = Questions::Complete(Rc::new(questions));
            dataset.restored = true;
            dataset.phase = Phase::Complete;
            self.dataset_changed();
        }
    }

    /// Ends indexing in that phase; the rows found so far stay. A read that fails after the user has stopped changes
    /// nothing.
    pub(crate) fn end_indexing(&mut self, number: DatasetId, phase: Phase) {
        if let Some(dataset) = self.indexing(number) {
            dataset.end(phase);
            self.dataset_changed();
        }
    }

    pub(crate) fn cancel_indexing(&mut self) {
        self.end_indexing(self.datasets_opened, Phase::Cancelled);
    }

    pub(crate) fn close_dataset(&mut self) {
        self.dataset = None;
        self.dataset_changed();
    }

    /// Forgets the scores that rested on the former dataset and tells the page of this one.
    fn dataset_changed(&mut self) {
        for predictions in &mut self.predictions {
            predictions.scores.clear();
            predictions.outcomes.clear();
            predictions.listed = None;
        }
        self.tell_dataset();
    }

    pub(crate) fn tell_dataset(&self) {
        let state = |dataset: &LoadedDataset| Box::new(dataset.state(self.system.memory_bytes()));
        self.system.tell(Event::Dataset(self.dataset.as_ref().map(state)));
    }

    pub(crate) fn all_predictions(&self) -> &[LoadedPredictions] {
        &self.predictions
    }

    pub(crate) fn prediction_ids(&self) -> Vec<PredictionsId> {
        self.predictions.iter().map(|predictions| predictions.state.id).collect()
    }

    pub(crate) fn predictions(&mut self, id: PredictionsId) -> Result<&mut LoadedPredictions, Failure> {
        let found = self.predictions.iter_mut().find(|predictions| predictions.state.id == id);
        found.ok_or_else(|| not_loaded(Missing::Predictions))
    }

    /// Keeps a prediction file; returns its id, the earlier one of a file of that name with the same table.
    pub(crate) fn open_predictions(&mut self, file: Source, columns: Vec<String>, table: Prepared) -> PredictionsId {
        let file_name = file.name();
        let is_same = |open: &&LoadedPredictions| open.file.name() == file_name && *open.table == table;
        if let Some(open) = self.predictions.iter().find(is_same) {
            return open.state.id;
        }
        self.predictions_opened += 1;
        let id = self.predictions_opened;
        let rows = count(table.frame().row_count());
        let taken: Vec<&str> = self.predictions.iter().map(|other| other.state.name.as_str()).collect();
        let name = unique_name(&file_name, &taken);
        let state = PredictionsState { id, name, bytes: file.size(), rows, columns };
        let (scores, outcomes) = (HashMap::new(), HashMap::new());
        let table = Rc::new(table);
        self.predictions.push(LoadedPredictions { file, state, table, scores, outcomes, listed: None });
        self.tell_predictions();
        id
    }

    pub(crate) fn close_predictions(&mut self, id: PredictionsId) {
        self.predictions.retain(|predictions| predictions.state.id != id);
        self.tell_predictions();
    }

    fn tell_predictions(&self) {
        let states = self.predictions.iter().map(|predictions| predictions.state.clone()).collect();
        self.system.tell(Event::Predictions(states));
    }
}

/// A number of rows as the protocol has it; a dataset of more rows does not fit into memory.
pub(crate) fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

pub(crate) fn not_loaded(what: Missing) -> Failure {
    Failure::NotLoaded { what }
}
