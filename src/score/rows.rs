//! Scores and scored rows, asked of the worker as they are needed.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::reactive::{Loadable, Meanwhile, effect, latest};
use crate::shell::navigation::Navigation;
use crate::shell::session::{Basis, ScoreEntry, ScoreState, Session};
use crate::ui::rows::{Blocks, PendingStep};
use crate::ui::stepping::ListPosition;
use engine::scoring::RuleSet;
use protocol::explore::Place;
use protocol::{
    AnswerQuery, FindScoredRow, Listed, PredictionsId, ReadScore, ReadScoredRow, ReadScoredRows, ScoredRowSummary,
    ScoredRowView,
};

/// Which scored rows are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoredList {
    /// The prediction file.
    pub predictions: PredictionsId,
    /// The rule set.
    pub rules: RuleSet,
    /// Which rows, in which order.
    pub query: AnswerQuery,
    /// What the scores rest on.
    pub basis: Basis,
}

/// The list of scored rows and how many pass the filter; starts again when another list is wanted.
pub fn scored_rows(
    session: Session,
    list: Memo<Option<ScoredList>>,
) -> (Blocks<ScoredRowSummary>, ReadSignal<Option<u32>>) {
    let (total, set_total) = signal(None);
    let blocks = Blocks::new(move |start, end| {
        let wanted = list.get_untracked();
        Box::pin(async move {
            let Some(asked) = wanted.clone() else {
                return Ok(Vec::new());
            };
            let ScoredList { predictions, rules, query, .. } = asked;
            let request = ReadScoredRows { predictions, rules, query, start, end };
            let Listed { total: count, rows } = session.ask(request).await?;
            if list.try_get_untracked() == Some(wanted) {
                set_total.set(Some(count));
            }
            Ok(rows)
        })
    });
    effect(move || {
        let wanted = list.get();
        blocks.clear();
        set_total.set(None);
        if wanted.is_some() {
            // The first block also tells how many rows there are.
            blocks.ensure(0, 1, 1);
        }
    });
    (blocks, total)
}

/// The scored row at a position of the scored order, in full.
pub fn scored_row(
    session: Session,
    list: Memo<Option<ScoredList>>,
    at: Signal<Option<u32>>,
) -> ReadSignal<Loadable<ScoredRowView>> {
    let key = move || {
        let list = list.get()?;
        Some((list.predictions, list.rules, list.basis, at.get()?))
    };
    latest(key, Meanwhile::KeepPrevious, move |(predictions, rules, _, at)| {
        Box::pin(session.ask(ReadScoredRow { predictions: *predictions, rules: *rules, at: *at }))
    })
}

/// The open row's place in the list.
#[derive(Clone, Copy)]
pub struct ScoredCursor {
    list: Memo<Option<ScoredList>>,
    rows: Blocks<ScoredRowSummary>,
    /// The open row, by its position in the scored order.
    open: Memo<Option<u32>>,
    /// Its place in the list, asked for where it is not among the rows that have been fetched.
    place: ReadSignal<Loadable<Option<Place>>>,
    /// What is to be opened next.
    pub pending_step: PendingStep,
}

impl ScoredCursor {
    /// The open row's position, where it is listed.
    pub fn position(self) -> Option<u32> {
        let open = self.open.get()?;
        let is_whole = self.list.with(|list| list.as_ref().is_some_and(is_unfiltered));
        if is_whole {
            return Some(open);
        }
        let told = || match self.place.get() {
            Loadable::Ready(place) => place.filter(|place| place.row == open).map(|place| place.at),
            _ => None,
        };
        self.rows.position(|row| row.at == open).or_else(told)
    }

    /// Where the open row is; `None` until the worker has told it.
    fn list_position(self, total: u32) -> Option<ListPosition> {
        if self.open.get().is_none() {
            return Some(ListPosition::NoneOpen);
        }
        if let Some(position) = self.position() {
            return Some(ListPosition::At(position));
        }
        match self.place.get() {
            Loadable::Ready(place) => Some(ListPosition::Before(place.map_or(total, |place| place.at))),
            _ => None,
        }
    }
}

/// Follows the open row through lists of `total` rows; `show` opens a row that was stepped to.
pub fn scored_cursor(
    session: Session,
    list: Memo<Option<ScoredList>>,
    rows: Blocks<ScoredRowSummary>,
    total: ReadSignal<Option<u32>>,
    open: Memo<Option<u32>>,
    show: impl Fn(u32) + 'static,
) -> ScoredCursor {
    let sought = move || {
        let (list, open) = (list.get().filter(|list| !is_unfiltered(list))?, open.get()?);
        rows.position(|row| row.at == open).is_none().then_some((list, open))
    };
    let place = latest(sought, Meanwhile::ShowLoading, move |(list, at)| {
        let ScoredList { predictions, rules, query, .. } = list.clone();
        Box::pin(session.ask(FindScoredRow { predictions, rules, query, at: *at }))
    });
    let pending_step = PendingStep::new(open, list);
    let cursor = ScoredCursor { list, rows, open, place, pending_step };
    effect(move || {
        let Some(total) = total.get().filter(|_| pending_step.is_pending()) else { return };
        if place.with(|place| matches!(place, Loadable::Failed(_))) {
            pending_step.forget();
            return;
        }
        let Some(list_position) = cursor.list_position(total) else { return };
        let Some(position) = pending_step.position(list_position, total) else { return };
        rows.ensure(position, position.saturating_add(1), total);
        if let Some(row) = rows.row(position) {
            pending_step.forget();
            show(row.at);
        }
    });
    cursor
}

fn is_unfiltered(list: &ScoredList) -> bool {
    list.query == AnswerQuery::default()
}

/// Keeps a score of every prediction file under the chosen rule set. Scores start again when what they rest on changes:
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
        // A score that rests on another dataset has been asked for again; one of a closed file is not wanted.
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
