//! Prediction tables: reading xlsx, csv, tsv, json and jsonl into a [`Frame`], and writing them.

pub mod delimited;
mod error;
pub(crate) mod escape;
mod format;
mod frame;
pub mod json;
mod number;
mod number_text;
mod raw;
pub mod typing;
mod value;
pub mod write;
pub mod xlsx;

pub(crate) use error::thousands;
pub use error::{TableError, WorkbookPlace};
pub use format::{Content, TableFormat, content_of, detect, is_binary};
pub use frame::{Column, Frame};
pub use raw::{CellKind, RawCell};
pub use value::{Value, python_float};

use crate::foreign;
use crate::limits::{Limit, Spot};
use crate::pause::{NoPause, Pause, at_once};

/// Characters that a spreadsheet cell holds at most.
pub const CELL_CHARACTERS: usize = 32_767;

/// Reads a prediction file by the extension of its name.
///
/// # Errors
/// As [`detect`], then as the format's reader; [`TableError::TooLarge`] beyond the limits of [`Limit`].
pub fn read(name: &str, bytes: &[u8]) -> Result<Frame, TableError> {
    at_once(read_paused(name, bytes, &NoPause))
}

/// As [`read`], a piece at a time.
///
/// # Errors
/// As [`read`].
pub async fn read_paused(name: &str, bytes: &[u8], pause: &dyn Pause) -> Result<Frame, TableError> {
    Limit::FileBytes.check(bytes.len() as u64, Spot::File)?;
    match detect(name, bytes)? {
        TableFormat::Xlsx => match xlsx::other_content(bytes, pause).await? {
            Some(content) => Err(format::mismatch("xlsx", content)),
            None => xlsx::read_paused(bytes, pause).await,
        },
        TableFormat::Csv => delimited::read_intact(bytes, b',', pause).await,
        TableFormat::Tsv => delimited::read_intact(bytes, b'\t', pause).await,
        TableFormat::Json => foreign::refuse(json::read_paused(bytes, pause).await, bytes, pause).await,
        TableFormat::JsonLines => foreign::refuse(json::read_lines_paused(bytes, pause).await, bytes, pause).await,
    }
}
