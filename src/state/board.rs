//! The leaderboard's data, fetched when the page is first opened, and the own rows that are kept.

use std::sync::Arc;

use leptos::prelude::*;

use engine::board::{BoardData, OwnResult};

/// Why there is no leaderboard to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BoardFailure {
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
pub enum BoardLoad {
    /// Not asked for.
    Idle,
    /// Being fetched.
    Loading,
    /// Here.
    Ready(Arc<BoardData>),
    /// Not to be had.
    Failed(BoardFailure),
}

/// What the leaderboard page knows for as long as the app is open.
#[derive(Debug, Clone, Copy)]
pub struct BoardState {
    /// The data.
    pub load: RwSignal<BoardLoad>,
    /// Own rows that the user has asked to keep.
    pub kept: RwSignal<Vec<OwnResult>>,
    /// Whether something is stored as kept rows that cannot be read.
    pub kept_unreadable: RwSignal<bool>,
    /// Whether keeping failed, so that rows last only as long as the page.
    pub not_kept: RwSignal<bool>,
}

impl BoardState {
    /// Nothing asked for yet.
    pub fn new() -> Self {
        Self {
            load: RwSignal::new(BoardLoad::Idle),
            kept: RwSignal::new(Vec::new()),
            kept_unreadable: RwSignal::new(false),
            not_kept: RwSignal::new(false),
        }
    }

    /// The data, once it is here.
    pub fn data(self) -> Option<Arc<BoardData>> {
        self.load.with(|load| match load {
            BoardLoad::Ready(data) => Some(Arc::clone(data)),
            _ => None,
        })
    }
}

impl Default for BoardState {
    fn default() -> Self {
        Self::new()
    }
}
