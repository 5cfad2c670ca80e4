//! Every limit on what is read, in one place.
//!
//! Files, replies and what is typed are hostile until they are read. What they may take is bounded before it is taken: any
//! prediction file of up to 20 MB is answered within 3 seconds and 300 MB on a host, whatever it unpacks to; figures of
//! both are in `benches/README.md`. All of GMAI-MMBench is 25,831 questions in 17 columns, an evaluation result of TEST
//! 21,281 rows in 25 columns.

use std::fmt;

use serde::{Deserialize, Serialize};

const HALF_GIB: u64 = 512 << 20;

/// Size of a prediction file, which is read whole.
pub const PREDICTION_FILE_BYTES: u64 = HALF_GIB;

/// Memory that the table of a prediction file may take, beside one time the size of the file.
pub(crate) const TABLE_BYTES: u64 = 180_000_000;
/// What a cell takes, typed as pandas does.
pub(crate) const VALUE_COST: u64 = 32;
/// What a cell takes in the form in which the file has it, beside that.
pub(crate) const STORED_COST: u64 = 64;
/// What a text takes beside its bytes: pointers, counters and what the allocator adds.
pub(crate) const TEXT_COST: u64 = 48;
/// What a row takes where it is scored and compared.
pub(crate) const ROW_COST: u64 = 256;

/// Columns of any table, as in a spreadsheet.
pub const COLUMNS: u32 = 16_384;
/// Rows that the format of a spreadsheet allows.
pub(crate) const SPREADSHEET_ROWS: u64 = 1_048_576;

/// Cells of a table of accuracies, splits times values.
pub(crate) const REPORT_CELLS: u64 = 100_000;
/// Bytes of the names in a table of accuracies, once for each split.
pub(crate) const REPORT_BYTES: u64 = 8 << 20;

/// Lists and objects of JSON within each other; Python itself stops at about 1,000.
pub(crate) const JSON_DEPTH: u32 = 200;

/// A text field of a dataset, in bytes.
pub(crate) const DATASET_FIELD_BYTES: usize = 1 << 20;
/// All text fields of a record of a dataset, in bytes.
pub(crate) const DATASET_RECORD_BYTES: u64 = 64 << 20;
/// All rows of a dataset in memory, in bytes.
pub(crate) const DATASET_BYTES: u64 = 1 << 30;
/// A dataset that is saved, in bytes; the whole TEST set has some 10 MB.
pub const SAVED_DATASET_BYTES: usize = 128 << 20;
/// A file with an index to give away, in bytes; that of TEST has some 2 MB.
pub const INDEX_FILE_BYTES: usize = 8 << 20;

/// Greatest number of models that a server lists to choose from.
pub const LISTED_MODELS: usize = 1_000;

/// Greatest length of the name of a model that a server lists, in characters.
pub const MODEL_NAME_CHARS: usize = 200;
/// What such a file unpacks to, in bytes. Read, it takes at most some 30 times that, for a moment.
pub(crate) const INDEX_CONTENT_BYTES: usize = 32 << 20;
/// Texts of a dataset that are kept folded for the search, in bytes.
pub(crate) const FOLDED_BYTES: u64 = HALF_GIB;

/// Sheets of a workbook that are searched for predictions.
pub(crate) const SHEETS_SEARCHED: usize = 16;
/// Rows of a sheet that are searched for a header.
pub(crate) const HEADER_ROWS_SEARCHED: usize = 1_000;
/// Rows that a finding or a change names.
pub(crate) const ROWS_NAMED: usize = 1_000;
/// Names of columns, or other details, that a finding or an error repeats.
pub(crate) const NAMES_SHOWN: usize = 40;
/// Characters of a text that a message or a finding repeats.
const SHOWN_CHARACTERS: usize = 1_000;

/// A limit on a prediction file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Limit {
    FileBytes,
    /// Memory that its table would take, in bytes.
    TableBytes,
    /// Bytes of the text of all cells, each counted where it stands: cells of a spreadsheet may share one text.
    TextBytes,
    CellBytes,
    HeaderBytes,
    Columns,
    Rows,
    /// Rows times columns.
    Cells,
    Members,
    Parts,
    UnpackedBytes,
    Sheets,
    /// What a workbook refers to: sheets, links, images.
    Relationships,
    XmlParts,
    XmlDepth,
    TagBytes,
    FormatBytes,
}

impl Limit {
    /// The greatest accepted number.
    pub const fn most(self) -> u64 {
        self.entry().0
    }

    /// What is counted, in English and in the plural.
    pub const fn counted(self) -> &'static str {
        self.entry().1
    }

    const fn entry(self) -> (u64, &'static str) {
        match self {
            Self::FileBytes => (PREDICTION_FILE_BYTES, "bytes"),
            Self::TableBytes => (TABLE_BYTES, "bytes of memory for its table"),
            // 21,281 predictions of 8 KB are 170 MB.
            Self::TextBytes => (200_000_000, "bytes of text in its cells"),
            Self::CellBytes => (16 << 20, "bytes in one cell"),
            Self::HeaderBytes => (1 << 20, "bytes of column names"),
            Self::Columns => (COLUMNS as u64, "columns"),
            // Ten times all of GMAI-MMBench.
            Self::Rows => (250_000, "rows"),
            Self::Cells => (1_500_000, "cells"),
            Self::Members => (100_000, "members of lists and objects in one value"),
            Self::Parts => (50_000, "files in its container"),
            Self::UnpackedBytes => (HALF_GIB, "unpacked bytes"),
            Self::Sheets => (1_000, "sheets"),
            Self::Relationships => (10_000, "relationships"),
            Self::XmlParts => (10_000_000, "XML tags, attributes and texts"),
            // Spreadsheets have some ten.
            Self::XmlDepth => (100, "XML elements within each other"),
            Self::TagBytes => (64 << 10, "bytes in one XML tag"),
            // Excel itself takes 255 characters.
            Self::FormatBytes => (4 << 10, "bytes in one number format"),
        }
    }
}

/// Where a limit is exceeded; printed behind what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Spot {
    /// In the file as a whole.
    #[default]
    File,
    /// In a record, counted from 1 after the header; the header is record 0. In JSON records are objects.
    Record(u64),
    /// In a file of a spreadsheet's container, by its path and unpacked bytes.
    Part {
        /// Its path in the container.
        path: String,
        /// Bytes before.
        byte: u64,
    },
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => Ok(()),
            Self::Record(record) => write!(f, " up to record {record}"),
            Self::Part { path, byte } => write!(f, " up to byte {byte} of {path}"),
        }
    }
}

/// The beginning of a text that comes from a file, for messages and lists: its first 1,000 characters.
pub fn shown(text: &str) -> String {
    match text.char_indices().nth(SHOWN_CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The number with commas between groups of three digits.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
