//! Image cells, which stay in the file.

use serde::{Deserialize, Serialize};

use super::texts::{BLANK, TextCode};
use crate::position::ByteRange;

/// A cell of at most so many characters refers to another row.
pub(super) const REFERENCE_CHARS: u64 = 64;

/// Where a picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageCell<'a> {
    /// File part, counted from 0.
    pub part: u32,
    /// The cell's bytes within the part, with quotes; see [`field_content`](crate::tsv::field_content).
    pub range: ByteRange,
    /// Length of the content in characters.
    pub chars: u64,
    /// Whether the content starts with `[` and ends with `]`.
    pub is_list: bool,
    /// The content, where it is so short (1 to 64 characters) that VLMEvalKit takes it for the index of another row.
    pub reference: Option<&'a str>,
}

/// As [`ImageCell`], for keeping.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct ImageNote {
    pub(super) range: ByteRange,
    pub(super) chars: u64,
    pub(super) reference: TextCode,
    pub(super) is_list: bool,
    /// VLMEvalKit drops the row.
    pub(super) is_blank: bool,
}

impl ImageNote {
    pub(super) fn is_reference(&self) -> bool {
        self.reference != BLANK
    }
}
