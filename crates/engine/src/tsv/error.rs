//! What can be wrong with a delimited file.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::position::Position;

/// A fault in a delimited file that pandas refuses. `position` is that of the opening quote, the record, the carriage
/// return, the first offending byte or the field; parts are counted from 0.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum TsvError {
    /// A quote was opened and the file ended before it was closed (pandas: "EOF inside string").
    #[error("quote opened at byte {} (record {}) is never closed", position.byte, position.record)]
    UnterminatedQuote { position: Position },
    /// A record has more fields than the records before it (pandas: "Expected 3 fields, saw 4").
    #[error("record {} at byte {} has {found} fields, expected {expected}", position.record, position.byte)]
    TooManyFields {
        position: Position,
        /// Number of fields that the records before it have.
        expected: u32,
        found: u32,
    },
    /// A carriage return in a field without quotes ends the record before its last field. pandas reads two broken
    /// records.
    #[error("the carriage return at byte {} cuts record {} in two", position.byte, position.record)]
    StrayReturn { position: Position },
    /// A byte sequence is not UTF-8 (pandas: `UnicodeDecodeError`).
    #[error("byte {} (record {}) is not UTF-8", position.byte, position.record)]
    NotUtf8 { position: Position },
    #[error("field of record {} at byte {} is longer than {limit} bytes", position.record, position.byte)]
    FieldTooLong { position: Position, limit: u64 },
    /// The file has no header: it is empty or holds only blank lines (pandas: `EmptyDataError`).
    #[error("the file holds no header")]
    Empty { part: u32 },
}

impl TsvError {
    pub fn kind(&self) -> &'static str {
        match self {
            Self::UnterminatedQuote { .. } => "UnterminatedQuote",
            Self::TooManyFields { .. } => "TooManyFields",
            Self::StrayReturn { .. } => "StrayReturn",
            Self::NotUtf8 { .. } => "NotUtf8",
            Self::FieldTooLong { .. } => "FieldTooLong",
            Self::Empty { .. } => "Empty",
        }
    }

    /// The error for a text that begins this many bytes and records into its file.
    pub(crate) fn moved(mut self, bytes: u64, records: u64) -> Self {
        match &mut self {
            Self::UnterminatedQuote { position }
            | Self::TooManyFields { position, .. }
            | Self::StrayReturn { position }
            | Self::NotUtf8 { position }
            | Self::FieldTooLong { position, .. } => {
                position.byte += bytes;
                position.record += records;
            }
            Self::Empty { .. } => {}
        }
        self
    }
}
