//! The leaderboard's data, fetched when the page is first opened, and the own rows that are kept.

use std::sync::Arc;

use leptos::prelude::*;

use super::route::LeaderboardRoute;
use crate::reactive::{effect, memo};
use crate::score::rows::want_score;
use crate::shell::address::Route;
use crate::shell::navigation::Navigation;
use crate::shell::session::{ScoreState, Session};
use engine::board::{BoardData, BoardEntry, Comparison, CorrectCount, OwnResult, Row, Shades, compare, rows};
use engine::scoring::RuleSet;
use protocol::{PredictionsId, ScoreSummary};

/// Why there is no leaderboard to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeaderboardFailure {
    /// A file could not be fetched.
    Missing {
        /// What the browser said.
        detail: String,
    },
    /// A file holds something else than it should.
    Broken {
        /// Where and what.
        detail: String,
    },
}

/// What has become of the leaderboard's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeaderboardLoad {
    /// Not asked for.
    Idle,
    /// Being fetched.
    Loading,
    /// Here.
    Ready(Arc<BoardData>),
    /// Not to be had.
    Failed(LeaderboardFailure),
}

/// What the leaderboard page knows for as long as the app is open.
#[derive(Debug, Clone, Copy)]
pub struct LeaderboardState {
    /// The data.
    pub load: RwSignal<LeaderboardLoad>,
    /// Own rows that the user has asked to keep.
    pub kept: RwSignal<Vec<OwnResult>>,
    /// Whether something is stored as kept rows that cannot be read.
    pub kept_unreadable: RwSignal<bool>,
    /// Whether keeping failed, so that rows last only as long as the page.
    pub not_kept: RwSignal<bool>,
}

impl LeaderboardState {
    /// Nothing asked for yet.
    pub fn new() -> Self {
        Self {
            load: RwSignal::new(LeaderboardLoad::Idle),
            kept: RwSignal::new(Vec::new()),
            kept_unreadable: RwSignal::new(false),
            not_kept: RwSignal::new(false),
        }
    }

    /// The data, once it is here.
    pub fn data(self) -> Option<Arc<BoardData>> {
        self.load.with(|load| match load {
            LeaderboardLoad::Ready(data) => Some(Arc::clone(data)),
            _ => None,
        })
    }
}

/// What the leaderboard page shows.
#[derive(Clone, Copy)]
pub struct LeaderboardQuery {
    /// What the address says.
    pub route: Memo<LeaderboardRoute>,
    /// The data.
    pub data: Memo<Option<Arc<BoardData>>>,
    /// Scores of the open prediction files.
    pub own: Memo<Vec<OwnResult>>,
    /// The open prediction files that could not be scored, with their names.
    pub unscored: Memo<Vec<(PredictionsId, String)>>,
    /// All rows.
    pub entries: Memo<Arc<Vec<BoardEntry>>>,
    /// How strongly cells are shaded.
    pub shades: Memo<Shades>,
    /// Those listed, in order.
    pub rows: Memo<Vec<Row>>,
    /// The chosen rows side by side.
    pub comparison: Memo<Comparison>,
    navigation: Navigation,
}

impl LeaderboardQuery {
    /// Follows the address, the data and the scores.
    pub fn new(session: Session, state: LeaderboardState, navigation: Navigation) -> Self {
        let route = memo(move || navigation.leaderboard());
        let rules = memo(move || route.with(|route| route.rules));
        follow_own_scores(session, rules);
        let data = memo(move || state.data());
        let own = memo(move || own_results(session, rules.get()));
        let unscored = memo(move || unscored_files(session, rules.get()));
        let entries = memo(move || {
            let entries = data.with(|data| {
                let data = data.as_ref()?;
                Some(own.with(|own| state.kept.with(|kept| data.with_own(own, kept))))
            });
            Arc::new(entries.unwrap_or_default())
        });
        let shades = memo(move || entries.with(|entries| Shades::of(entries)));
        let table = memo(move || route.with(LeaderboardRoute::table));
        let rows = memo(move || entries.with(|entries| table.with(|table| rows(entries, table))));
        let chosen = memo(move || route.with(|route| (route.compared.clone(), route.axis, route.order)));
        let comparison = memo(move || {
            let (ids, axis, order) = chosen.get();
            entries.with(|entries| compare(entries, &ids, axis, order))
        });
        Self { route, data, own, unscored, entries, shades, rows, comparison, navigation }
    }

    /// Shows something else; of that, only opening a row makes an entry for the back button.
    pub fn change(self, change: impl FnOnce(LeaderboardRoute) -> LeaderboardRoute) {
        self.navigation.open_beside(Route::Leaderboard(change(self.route.get_untracked())));
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
