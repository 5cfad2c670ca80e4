//! Prediction tables: reading xlsx, csv, tsv, json and jsonl into a [`Frame`], and writing them.
//!
//! [`open`] reads a file for all that is done with it; [`read`] gives the table that VLMEvalKit would score, or why it
//! would not.

#![expect(missing_docs, clippy::missing_errors_doc, reason = "what a name or a type says has no line of its own")]

pub mod delimited;
mod error;
pub(crate) mod escape;
mod foreign;
mod format;
mod frame;
pub mod json;
mod kinds;
mod numbers;
mod open;
pub mod typing;
mod value;
pub mod write;
pub mod xlsx;

use error::Budget;
pub use error::{TableError, WorkbookPlace};
pub use format::{content_of, detect};
pub(crate) use format::{extension_of, is_of_predictions};
pub use frame::{CellKind, Column, Frame, RawCell};
pub use kinds::{Content, FileType, ForeignJson, JsonKind, TableFormat};
pub use open::{BadByte, EncodingIssue, FormatIssues, GROUP_COLUMNS, Opened, Table, TextEncoding, open};
pub use value::{Value, python_float};
pub(crate) use value::{is_blank, is_same};

use crate::pause::{NoPause, Pause, block_on};

/// Characters that a spreadsheet cell holds at most.
pub const CELL_CHARACTERS: usize = 32_767;

/// Reads a prediction file as VLMEvalKit does: by the extension of its name.
///
/// # Errors
/// As [`detect`], then as the format's reader; [`TableError::TooLarge`] beyond the limits of
/// [`Limit`](crate::limits::Limit).
pub fn read(name: &str, bytes: &[u8]) -> Result<Frame, TableError> {
    block_on(read_paused(name, bytes, &NoPause))
}

/// As [`read`], a piece at a time.
pub async fn read_paused(name: &str, bytes: &[u8], pause: &dyn Pause) -> Result<Frame, TableError> {
    open(name, bytes, pause).await.into_frame(pause).await
}
