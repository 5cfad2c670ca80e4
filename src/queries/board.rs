//! What the leaderboard page shows: the rows of the data and of own scores, as the address wants them.

use std::sync::Arc;

use leptos::prelude::*;

use super::score::want_score;
use crate::reactive::{effect, memo};
use crate::state::board::BoardState;
use crate::state::navigation::Navigation;
use crate::state::route::{BoardRoute, Route};
use crate::state::session::{ScoreState, Session};
use engine::board::{BoardData, BoardEntry, Comparison, CorrectCount, OwnResult, Row, compare, rows};
use engine::scoring::RuleSet;
use protocol::{PredictionsId, ScoreSummary};

/// What the leaderboard page shows.
#[derive(Clone, Copy)]
pub struct BoardQuery {
    /// What the address says.
    pub route: Memo<BoardRoute>,
    /// The data.
    pub data: Memo<Option<Arc<BoardData>>>,
    /// Scores of the open prediction files.
    pub own: Memo<Vec<OwnResult>>,
    /// The open prediction files that could not be scored, with their names.
    pub unscored: Memo<Vec<(PredictionsId, String)>>,
    /// All rows.
    pub entries: Memo<Arc<Vec<BoardEntry>>>,
    /// Those listed, in order.
    pub rows: Memo<Vec<Row>>,
    /// The chosen rows side by side.
    pub comparison: Memo<Comparison>,
    navigation: Navigation,
}

impl BoardQuery {
    /// Follows the address, the data and the scores.
    pub fn new(session: Session, board: BoardState, navigation: Navigation) -> Self {
        let route = memo(move || navigation.board());
        let rules = memo(move || route.with(|route| route.rules));
        follow_own_scores(session, rules);
        let data = memo(move || board.data());
        let own = memo(move || own_results(session, rules.get()));
        let unscored = memo(move || unscored_files(session, rules.get()));
        let entries = memo(move || {
            let entries = data.with(|data| {
                let data = data.as_ref()?;
                Some(own.with(|own| board.kept.with(|kept| data.with_own(own, kept))))
            });
            Arc::new(entries.unwrap_or_default())
        });
        let table = memo(move || route.with(BoardRoute::table));
        let rows = memo(move || entries.with(|entries| table.with(|table| rows(entries, table))));
        let chosen = memo(move || route.with(|route| (route.compared.clone(), route.axis, route.order)));
        let comparison = memo(move || {
            let (ids, axis, order) = chosen.get();
            entries.with(|entries| compare(entries, &ids, axis, order))
        });
        Self { route, data, own, unscored, entries, rows, comparison, navigation }
    }

    /// Shows something else; of that, only opening a row makes an entry for the back button.
    pub fn change(self, change: impl FnOnce(BoardRoute) -> BoardRoute) {
        self.navigation.open_beside(Route::Board(change(self.route.get_untracked())));
    }

    /// The row of an id.
    pub fn entry(self, id: &str) -> Option<BoardEntry> {
        self.entries.with(|entries| entries.iter().find(|entry| entry.id == id).cloned())
    }
}

/// Asks for the scores that own rows need and nobody has asked for.
fn follow_own_scores(session: Session, rules: Memo<RuleSet>) {
    let missing = memo(move || {
        let rules = rules.get();
        let ids = session.predictions.with(|list| list.iter().map(|file| file.id).collect::<Vec<_>>());
        ids.into_iter().filter(|id| session.score(*id, rules).is_none()).collect::<Vec<_>>()
    });
    effect(move || {
        for id in missing.get() {
            want_score(session, id, rules.get_untracked());
        }
    });
}

fn own_results(session: Session, rules: RuleSet) -> Vec<OwnResult> {
    let result = |(id, name)| match session.score(id, rules)? {
        // What VLMEvalKit refuses has no place beside its scores.
        ScoreState::Ready(score) if score.refusal.is_none() => Some(own_result(name, &score)),
        ScoreState::Ready(_) | ScoreState::Running | ScoreState::Failed(_) => None,
    };
    open_files(session).into_iter().filter_map(result).collect()
}

fn unscored_files(session: Session, rules: RuleSet) -> Vec<(PredictionsId, String)> {
    let is_unscored = |id| match session.score(id, rules) {
        Some(ScoreState::Ready(score)) => score.refusal.is_some(),
        Some(ScoreState::Failed(_)) => true,
        Some(ScoreState::Running) | None => false,
    };
    open_files(session).into_iter().filter(|(id, _)| is_unscored(*id)).collect()
}

/// The open prediction files with their names; follows them.
fn open_files(session: Session) -> Vec<(PredictionsId, String)> {
    session.predictions.with(|list| list.iter().map(|file| (file.id, file.name.clone())).collect())
}

fn own_result(name: String, score: &ScoreSummary) -> OwnResult {
    OwnResult::new(name, score.rules, CorrectCount { correct: score.hits, n: score.n }, &score.groupings)
}
