//! What is found in a prediction file: its table, and in what it departs from what VLMEvalKit reads.

use serde::{Deserialize, Serialize};

use crate::names::named;
use crate::table::delimited::Text;
use crate::table::xlsx::Sheet;
use crate::table::{Content, ForeignJson, Frame, RawCell, TableError, TableFormat, Value};

/// A prediction table as pandas types it, and its cells as the file has them.
pub struct Table {
    pub frame: Frame,
    /// Names of the columns that VLMEvalKit sees, where it reads another sheet.
    pub seen_names: Option<Vec<String>>,
    pub format: TableFormat,
    pub sheet: Option<String>,
    pub(super) cells: Cells,
}

pub(super) enum Cells {
    /// A sheet and the row of its header.
    Sheet(Sheet, usize),
    Text(Box<Text>),
    /// JSON, whose values have types of their own.
    Records,
}

impl Table {
    pub(super) fn of_records(frame: Frame, format: TableFormat) -> Self {
        Self { frame, seen_names: None, format, sheet: None, cells: Cells::Records }
    }

    /// The values of each column as the file has them, not as pandas types them.
    pub fn values(&self) -> Vec<Vec<Value>> {
        match &self.cells {
            // A sheet's cells stand row by row: column by column they would be gone through once for each.
            Cells::Sheet(sheet, header) => sheet.values(*header),
            Cells::Text(_) | Cells::Records => {
                let values = |column| self.raw(column).into_iter().map(|cell| cell.value).collect();
                (0..self.frame.columns().len()).map(values).collect()
            }
        }
    }

    pub fn raw(&self, column: usize) -> Vec<RawCell> {
        match &self.cells {
            Cells::Sheet(sheet, header) => sheet.raw(*header, column),
            Cells::Text(text) => text.raw(column),
            Cells::Records => {
                let column = self.frame.columns().get(column);
                column.map_or_else(Vec::new, |column| column.values.iter().map(RawCell::of).collect())
            }
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormatIssues {
    /// What the content is, where the extension says something else or nothing to VLMEvalKit.
    pub content: Option<Content>,
    /// The text begins with a byte order mark, of UTF-8 or of UTF-16.
    pub byte_order_mark: bool,
    /// The mark is one of UTF-8 and was passed over where the table was read, as pandas does.
    pub passed_over_mark: bool,
    pub encoding: Option<EncodingIssue>,
    /// The character between fields, where it is not the one that the extension says.
    pub delimiter: Option<char>,
    pub rows_above: usize,
    /// The line or row of the file in which the header begins, counted from 1, where rows stand above it.
    pub header_line: usize,
    /// Names of the sheets of a workbook that has several.
    pub sheets: Vec<String>,
    /// Number, counted from 0, and name of the sheet with the predictions, where it is not the first one.
    pub sheet: Option<(usize, String)>,
    /// Another program than VLMEvalKit has written the JSON.
    pub foreign: Option<ForeignJson>,
    /// Why the bytes cannot be read, or not as VLMEvalKit does.
    pub unreadable: Option<TableError>,
    /// The first of all reasons why VLMEvalKit does not read the file.
    pub failure: Option<TableError>,
}

impl FormatIssues {
    pub fn is_utf16(&self) -> bool {
        let encoding = self.encoding.as_ref().map(|issue| issue.encoding);
        matches!(encoding, Some(TextEncoding::Utf16Le | TextEncoding::Utf16Be))
    }

    /// Whether the table is the one that pandas finds in bytes that it reads: from the first row of the first sheet on.
    pub(super) fn is_first_table(&self) -> bool {
        self.delimiter.is_none() && self.rows_above == 0 && self.sheet.is_none()
    }

    pub(super) fn fail(&mut self, error: TableError) {
        self.failure.get_or_insert(error);
    }

    pub(super) fn unreadable(&mut self, error: TableError) {
        self.unreadable = Some(error.clone());
        self.fail(error);
    }
}

named! {
    /// An encoding of text, by its name or the names of the most usual ones of a family.
    pub enum TextEncoding {
        BrokenUtf8 = "UTF-8",
        /// UTF-16, low bytes first.
        Utf16Le = "UTF-16 LE",
        /// UTF-16, high bytes first.
        Utf16Be = "UTF-16 BE",
        Utf32 = "UTF-32",
        /// One of those of Chinese, Japanese and Korean.
        EastAsian = "GBK, Big5",
        /// One of those of Europe.
        European = "Latin-1, Windows-1252",
    }
}

/// An encoding that VLMEvalKit does not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EncodingIssue {
    pub encoding: TextEncoding,
    /// The first byte that is not UTF-8, where the text could not be decoded.
    pub byte: Option<BadByte>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BadByte {
    pub offset: u64,
    /// Its line, counted from 1.
    pub line: u64,
}

/// Columns that VLMEvalKit reports by, in lower case, as it calls them.
pub const GROUP_COLUMNS: [&str; 3] = ["clinical vqa task", "department", "perceptual granularity"];

/// Names of columns, in lower case; options are left out, since a letter may be a prediction.
const NAMES: &str = "index|question|prediction|answer|category|clinical vqa task|department|perceptual granularity|\
    modality|original task|image_path|hint|hit|log";

const LONGEST: usize = 1_000;

const ENOUGH: usize = 2;

pub(super) fn is_header<S: AsRef<str>>(row: &[S]) -> bool {
    NAMES.split('|').filter(|name| has(row, name)).count() >= ENOUGH
}

/// Whether a header has the columns that predictions cannot do without.
pub(super) fn has_predictions<S: AsRef<str>>(row: &[S]) -> bool {
    has(row, "index") && has(row, "prediction")
}

/// Whether a cell is that name, in any case and with blanks around it.
fn has<S: AsRef<str>>(row: &[S], name: &str) -> bool {
    let mut cells = row.iter().map(AsRef::as_ref);
    cells.any(|cell| cell.len() <= LONGEST && cell.trim().eq_ignore_ascii_case(name))
}
