//! What is loaded: the dataset and the prediction files, as all requests share them.

mod dataset;
mod predictions;

use std::cell::{Ref, RefCell, RefMut};
use std::rc::Rc;

pub(crate) use dataset::{HeldSelection, LoadedDataset, Questions};
use engine::pause::Pause;
pub(crate) use predictions::LoadedPredictions;
use protocol::explore::SelectionNumber;
use protocol::{DatasetId, Event, Failure, Phase, PredictionsId};

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

/// What is loaded.
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

impl Loaded {
    pub(crate) fn dataset(&self) -> Result<&LoadedDataset, Failure> {
        self.dataset.as_ref().ok_or_else(|| not_loaded("dataset"))
    }

    pub(crate) fn dataset_mut(&mut self) -> Result<&mut LoadedDataset, Failure> {
        self.dataset.as_mut().ok_or_else(|| not_loaded("dataset"))
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
        }
        self.tell_dataset();
    }

    /// Tells the page how far the dataset has come.
    pub(crate) fn tell_dataset(&self) {
        let state = |dataset: &LoadedDataset| Box::new(dataset.state(self.system.memory_bytes()));
        self.system.tell(Event::Dataset(self.dataset.as_ref().map(state)));
    }
}

/// A number of rows as the protocol has it; a dataset of more rows does not fit into memory.
pub(crate) fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

pub(crate) fn not_loaded(what: &str) -> Failure {
    Failure::NotLoaded { what: what.to_owned() }
}
