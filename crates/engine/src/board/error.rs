//! Why a data file of the board cannot be used.

use thiserror::Error;

/// Why a data file of the board cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BoardError {
    /// Not the JSON that is expected; line and column count from 1.
    #[error("line {line}, column {column}: {detail}")]
    Json {
        /// Line.
        line: usize,
        /// Column.
        column: usize,
        /// What the parser said.
        detail: String,
    },
    /// The columns are not those that this page knows, in their order.
    #[error("the {kind} are others than expected")]
    Fields {
        /// `tasks`, `departments` or `granularities`.
        kind: &'static str,
    },
    /// Two rows of one name.
    #[error("{name} stands twice")]
    Repeated {
        /// The name.
        name: String,
    },
    /// A result names a source that is not listed.
    #[error("{model} names the unknown source {source_key}")]
    UnknownSource {
        /// The model.
        model: String,
        /// The source's key.
        source_key: String,
    },
}

impl From<serde_json::Error> for BoardError {
    fn from(error: serde_json::Error) -> Self {
        Self::Json { line: error.line(), column: error.column(), detail: error.to_string() }
    }
}
