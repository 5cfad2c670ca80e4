//! What the leaderboard shows: `#/board`.

use std::fmt;

use super::query::{Query, QueryWriter};

/// What the leaderboard shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BoardRoute {
    /// Only models whose name contains this.
    pub search: String,
}

impl BoardRoute {
    pub(super) fn read(query: Query<'_>) -> Self {
        Self { search: query.value("q").unwrap_or_default() }
    }

    pub(super) fn write(&self, query: &mut QueryWriter) -> fmt::Result {
        query.push("q", (!self.search.is_empty()).then_some(&self.search))
    }
}
