//! Scores of the loaded prediction files, asked for as soon as they can be had.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::state::navigation::Navigation;
use crate::state::session::{ScoreEntry, ScoreState, Session};
use engine::scoring::RuleSet;
use protocol::{PredictionsId, ReadScore};

/// Keeps a score of every prediction file under the chosen rule set. Scores start anew when what they rest on changes:
/// another dataset, or one that has been read to its end.
pub fn follow_scores(session: Session, navigation: Navigation) {
    Effect::new(move |earlier: Option<_>| {
        let basis = session.basis.get();
        let ids: Vec<PredictionsId> = session.predictions.with(|list| list.iter().map(|file| file.id).collect());
        let rules = navigation.score().rules;
        if earlier.is_some_and(|earlier| earlier != basis) {
            session.scores.update(Vec::clear);
        }
        session.scores.update(|scores| scores.retain(|entry| ids.contains(&entry.predictions)));
        for id in ids {
            want_score(session, id, rules);
        }
        basis
    });
}

/// Asks for a score unless somebody has.
pub fn want_score(session: Session, predictions: PredictionsId, rules: RuleSet) {
    if untrack(|| session.score(predictions, rules)).is_none() {
        score(session, predictions, rules);
    }
}

fn score(session: Session, predictions: PredictionsId, rules: RuleSet) {
    put(session, predictions, rules, ScoreState::Running);
    let basis = session.basis.get_untracked();
    spawn_local(async move {
        let answer = ask(session, predictions, rules).await;
        // A score that rests on another dataset has been asked for anew; one of a closed file is not wanted.
        let is_open = session.predictions.with_untracked(|list| list.iter().any(|file| file.id == predictions));
        if is_open && session.basis.get_untracked() == basis {
            put(session, predictions, rules, answer);
        }
    });
}

async fn ask(session: Session, predictions: PredictionsId, rules: RuleSet) -> ScoreState {
    match session.ask(ReadScore { predictions, rules }).await {
        Ok(score) => ScoreState::Ready(score),
        Err(failure) => ScoreState::Failed(failure),
    }
}

fn put(session: Session, predictions: PredictionsId, rules: RuleSet, state: ScoreState) {
    session.scores.update(|scores| {
        scores.retain(|entry| entry.predictions != predictions || entry.rules != rules);
        scores.push(ScoreEntry { predictions, rules, state });
    });
}
