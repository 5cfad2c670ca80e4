//! Fetching the leaderboard, and keeping own rows.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::{LeaderboardFailure, LeaderboardLoad, LeaderboardState};
use engine::board::{BoardData, OwnResult, keep_text, parse_kept};
use web::fetch::fetch_text;
use web::storage;

/// Where the data lies, relative to the page.
const LEADERBOARD: &str = "board/leaderboard.json";
const NEWER: &str = "board/newer.json";

/// Where kept rows are stored.
const KEPT_KEY: &str = "gmai-scope.board";

/// Fetches the data and reads the kept rows, unless that was done before or is under way.
pub fn load_leaderboard(state: LeaderboardState) {
    let is_wanted =
        state.load.with_untracked(|load| matches!(load, LeaderboardLoad::Idle | LeaderboardLoad::Failed(_)));
    if !is_wanted {
        return;
    }
    read_kept(state);
    state.load.set(LeaderboardLoad::Loading);
    spawn_local(async move {
        let loaded = match fetch().await {
            Ok(data) => LeaderboardLoad::Ready(Arc::new(data)),
            Err(failure) => LeaderboardLoad::Failed(failure),
        };
        state.load.set(loaded);
    });
}

async fn fetch() -> Result<BoardData, LeaderboardFailure> {
    let leaderboard = fetch_text(LEADERBOARD).await.map_err(|detail| LeaderboardFailure::Missing { detail })?;
    let newer = fetch_text(NEWER).await.map_err(|detail| LeaderboardFailure::Missing { detail })?;
    BoardData::parse(&leaderboard, &newer).map_err(|error| LeaderboardFailure::Broken { detail: error.to_string() })
}

fn read_kept(state: LeaderboardState) {
    let Some(text) = storage::read(KEPT_KEY).filter(|text| !text.is_empty()) else { return };
    match parse_kept(&text) {
        Ok(kept) => state.kept.set(kept),
        Err(_unreadable) => state.kept_unreadable.set(true),
    }
}

/// Keeps an own row on this computer; one of the same file and rule set gives way.
pub fn keep(state: LeaderboardState, own: OwnResult) {
    state.kept.update(|kept| {
        kept.retain(|other| other.id() != own.id());
        kept.push(own);
    });
    store(state);
}

/// Forgets a kept row.
pub fn forget(state: LeaderboardState, id: &str) {
    state.kept.update(|kept| kept.retain(|own| own.id() != id));
    store(state);
}

/// Forgets everything that is stored as kept rows.
pub fn forget_all(state: LeaderboardState) {
    state.kept.set(Vec::new());
    store(state);
}

fn store(state: LeaderboardState) {
    let text = match state.kept.with_untracked(|kept| if kept.is_empty() { Ok(String::new()) } else { keep_text(kept) })
    {
        Ok(text) => text,
        Err(error) => {
            leptos::logging::warn!("{error}");
            state.not_kept.set(true);
            return;
        }
    };
    storage::write(KEPT_KEY, &text);
    // Browsers may refuse to store anything for this page; only reading it back tells.
    state.not_kept.set(storage::read(KEPT_KEY).as_deref() != Some(&text));
    state.kept_unreadable.set(false);
}
