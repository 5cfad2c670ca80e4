//! What the check page shows: `#/check?p=1`.

use std::fmt;

use super::query::{Query, QueryWriter};
use crate::protocol::PredictionsId;

/// What the check page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckRoute {
    /// The prediction file; the one checked last where absent.
    pub predictions: Option<PredictionsId>,
}

impl CheckRoute {
    pub(super) fn read(query: Query<'_>) -> Self {
        Self { predictions: query.number("p") }
    }

    pub(super) fn write(&self, query: &mut QueryWriter) -> fmt::Result {
        query.push("p", self.predictions)
    }
}
