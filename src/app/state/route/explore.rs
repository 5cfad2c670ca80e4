//! What the explore page shows: `#/explore?row=12`.

use std::fmt;

use super::query::{Query, QueryWriter};

/// What the explore page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExploreRoute {
    /// The open question's row, counted from 0.
    pub row: Option<u32>,
}

impl ExploreRoute {
    /// Every question, with one of them open.
    pub fn of_row(row: u32) -> Self {
        Self { row: Some(row) }
    }

    pub(super) fn read(query: Query<'_>) -> Self {
        Self { row: query.number("row") }
    }

    pub(super) fn write(&self, query: &mut QueryWriter) -> fmt::Result {
        query.push("row", self.row)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Route;
    use super::*;

    #[test]
    fn what_is_printed_is_read_back() {
        let route = Route::Explore(ExploreRoute { row: Some(25_830) });
        assert_eq!(Route::parse(&route.to_string()), route);
    }

    #[test]
    fn what_is_not_understood_is_ignored() {
        assert_eq!(Route::parse("#/explore?row=-1&x"), Route::Explore(ExploreRoute::default()));
    }
}
