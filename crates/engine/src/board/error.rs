//! Why a data file of the board cannot be used.

use thiserror::Error;

/// Why a data file of the board cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[expect(missing_docs, reason = "its sentence says it")]
pub enum BoardError {
    /// Not the expected JSON; line and column count from 1.
    #[error("line {line}, column {column}: {detail}")]
    Json { line: usize, column: usize, detail: String },
    #[error("the {kind} are others than expected")]
    Fields {
        /// `tasks`, `departments` or `granularities`.
        kind: &'static str,
    },
    #[error("{name} stands twice")]
    Repeated { name: String },
    #[error("{model} names the unknown source {source_key}")]
    UnknownSource { model: String, source_key: String },
}

impl From<serde_json::Error> for BoardError {
    fn from(error: serde_json::Error) -> Self {
        Self::Json { line: error.line(), column: error.column(), detail: error.to_string() }
    }
}
