//! The prediction files.

use std::collections::HashMap;
use std::rc::Rc;

use engine::file_names::unique_name;
use engine::scoring::{Prepared, RuleSet, Scored};
use engine::selection::Outcome;
use protocol::{Event, Failure, Missing, PredictionsId, PredictionsState, Truth};

use super::{Loaded, count, not_loaded};
use crate::host::Source;

pub(crate) struct LoadedPredictions {
    /// The file, to be read again when it is checked.
    pub(crate) file: Source,
    /// What the page knows of it.
    pub(crate) state: PredictionsState,
    pub(crate) table: Rc<Prepared>,
    /// Its scores, kept until the dataset changes.
    pub(crate) scores: HashMap<RuleSet, (Truth, Rc<Scored>)>,
    /// What they say of each row of the dataset, kept as long.
    pub(crate) outcomes: HashMap<RuleSet, Rc<[Outcome]>>,
}

impl Loaded {
    /// Every prediction file, in the order of loading.
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
        self.predictions.push(LoadedPredictions { file, state, table: Rc::new(table), scores, outcomes });
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
