//! Where in the input something is.

#![expect(missing_docs, reason = "what a name says has no line of its own")]

use serde::{Deserialize, Serialize};

/// A place in a delimited file: what an error or a finding points at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Position {
    /// File part, counted from 0 (the 11 files of TEST are 11 parts of one dataset).
    pub part: u32,
    /// Record within the part, counted from 0: record 0 is the header, record 1 the first row.
    pub record: u64,
    /// Byte offset within the part.
    pub byte: u64,
}

/// A half-open range of bytes within a file part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ByteRange {
    pub start: u64,
    pub end: u64,
}

impl ByteRange {
    pub fn len(&self) -> u64 {
        self.end - self.start
    }

    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }
}
