//! What the prediction files say to a question.

use leptos::prelude::*;

use super::latest::{Loadable, Meanwhile, latest};
use crate::state::session::Session;
use engine::scoring::RuleSet;
use protocol::{PredictionOf, PredictionsId, ReadPredictions};

/// The predictions for a row under a rule set, following the rule set and the loaded files.
pub fn predictions_of(session: Session, row: u32, rules: Memo<RuleSet>) -> ReadSignal<Loadable<Vec<PredictionOf>>> {
    let key = move || {
        let files: Vec<PredictionsId> = session.predictions.with(|list| list.iter().map(|file| file.id).collect());
        (!files.is_empty()).then(|| (rules.get(), session.basis.get(), files))
    };
    latest(key, Meanwhile::KeepPrevious, move |(rules, _, _)| {
        Box::pin(session.ask(ReadPredictions { row, rules: *rules }))
    })
}
