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

/// Characters that a spreadsheet cell holds at most.
pub const CELL_CHARACTERS: usize = 32_767;

/// Reads a prediction file by the extension of its name.
///
/// # Errors
/// As [`detect`], then as the format's reader.
pub fn read(name: &str, bytes: &[u8]) -> Result<Frame, TableError> {
    match detect(name, bytes)? {
        TableFormat::Xlsx => match xlsx::other_content(bytes)? {
            Some(content) => Err(format::mismatch("xlsx", content)),
            None => xlsx::read(bytes),
        },
        TableFormat::Csv => delimited::read_intact(bytes, b','),
        TableFormat::Tsv => delimited::read_intact(bytes, b'\t'),
        TableFormat::Json => json::read(bytes),
        TableFormat::JsonLines => json::read_lines(bytes),
    }
}
