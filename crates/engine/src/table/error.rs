//! What can be wrong with a prediction file.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::foreign::ForeignJson;
use crate::limits::{Limit, Spot, shown};
use crate::tsv::TsvError;

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

/// A place in a workbook; what is not known is blank.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkbookPlace {
    /// Path of the part in the container, as `xl/worksheets/sheet1.xml`.
    pub part: String,
    /// The cell, as `B7`.
    pub cell: String,
}

/// Printed before what is wrong there.
impl fmt::Display for WorkbookPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.part.as_str(), self.cell.as_str()) {
            ("", "") => Ok(()),
            (part, "") => write!(f, "{part}: "),
            ("", cell) => write!(f, "cell {cell}: "),
            (part, cell) => write!(f, "{part}, cell {cell}: "),
        }
    }
}

/// A prediction file that cannot be read as a table.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum TableError {
    /// The content is a Python pickle, which runs code when it is loaded.
    #[error("the file is a Python pickle; loading one runs code, so it is refused")]
    Pickle,
    /// There is nothing in it but white space.
    #[error("the file is empty")]
    EmptyFile,
    /// An encrypted workbook.
    #[error("the workbook is protected by a password")]
    Encrypted,
    /// Column names that are numbers or dates in the file, where VLMEvalKit takes text.
    #[error("VLMEvalKit fails at column names that are no text: {names}")]
    ColumnNames {
        /// The names as printed, separated by commas: the first 40.
        names: String,
    },
    /// The content is a file of another kind, as a picture.
    #[error("it is a {content} file, which holds no predictions")]
    Foreign {
        /// Its format: `PNG`, `PDF`, `zip`.
        content: String,
    },
    /// The content is of no format that holds predictions.
    #[error("the content is of no known format (xlsx, csv, tsv, json, jsonl); it starts with {start}")]
    UnknownFormat {
        /// The first bytes, printable or as hexadecimal.
        start: String,
    },
    /// The content is another format than the extension says; VLMEvalKit goes by the extension.
    #[error("the file is named .{extension} but holds {content}")]
    ExtensionMismatch {
        /// Extension, without the dot.
        extension: String,
        /// What the content is: `xls`, `xlsx`, `html`, `csv`, `json`, …
        content: String,
    },
    /// The extension is none that VLMEvalKit reads.
    #[error("VLMEvalKit reads no .{extension} files")]
    UnknownExtension {
        /// Extension, without the dot.
        extension: String,
    },
    /// The spreadsheet's container or a part of it is damaged.
    #[error("the spreadsheet is damaged: {place}{detail}")]
    DamagedSpreadsheet {
        /// Where.
        place: WorkbookPlace,
        /// What is wrong.
        detail: String,
    },
    /// openpyxl, which VLMEvalKit reads spreadsheets with, refuses something that other programs may pass over.
    #[error("openpyxl, which VLMEvalKit reads spreadsheets with, refuses it: {place}{detail}; save it again as .xlsx")]
    RefusedSpreadsheet {
        /// Where.
        place: WorkbookPlace,
        /// What is wrong.
        detail: String,
    },
    /// A part is written in a namespace in which openpyxl finds nothing, as Strict Open XML is.
    #[error(
        "{part} is written in another variant of Open XML, in which VLMEvalKit finds nothing (namespace {namespace}); \
         save it again as a normal .xlsx"
    )]
    ForeignNamespace {
        /// Path of the part in the container.
        part: String,
        /// The namespace that it has.
        namespace: String,
    },
    /// VLMEvalKit reads the spreadsheet, but its compression is not read here.
    #[error("{part} is compressed with {method}, which is not supported here; VLMEvalKit reads it")]
    UnsupportedCompression {
        /// Path of the part in the container.
        part: String,
        /// `bzip2` or `LZMA`.
        method: String,
    },
    /// A cell far from the others makes the table larger than the limit that protects memory.
    #[error(
        "with the cell {cell} the table has {} cells, the limit is {}; delete the rows and columns that do not belong to it",
        thousands(*found),
        thousands(*limit)
    )]
    FarCell {
        /// The cell, as `XFD1048576`.
        cell: String,
        /// Number of cells down to it.
        found: u64,
        /// The greatest number accepted.
        limit: u64,
    },
    /// The container of a spreadsheet cannot be put together, or a sheet does not hold so much.
    #[error("the spreadsheet cannot be written: {detail}")]
    UnwritableSpreadsheet {
        /// What the container's writer said, or what is too much.
        detail: String,
    },
    /// The spreadsheet has no sheet.
    #[error("the spreadsheet has no sheet")]
    NoSheet,
    /// JSON that begins with a byte order mark, which Python's `json` refuses.
    #[error("the JSON begins with a byte order mark, which Python refuses; save it as UTF-8 without one")]
    JsonByteOrderMark,
    /// JSON that does not parse.
    #[error("line {line}, column {column}: {detail}")]
    BrokenJson {
        /// Line, counted from 1.
        line: u64,
        /// Column, counted from 1.
        column: u64,
        /// What the parser said.
        detail: String,
    },
    /// JSON that is no list of objects.
    #[error("the JSON holds {found}, expected a list of objects")]
    NotRecords {
        /// What was found: `number`, `text`, `object`, …
        found: String,
    },
    /// Answers in JSON as another program writes them.
    #[error("the JSON is no list of records with index and prediction but {shape}")]
    ForeignJson {
        /// Its shape.
        shape: ForeignJson,
    },
    /// A delimited file that pandas refuses.
    #[error(transparent)]
    Delimited(#[from] TsvError),
    /// The content is larger than the limit that protects memory.
    #[error(
        "it is too large to be read here ({} {}{spot}, the limit is {}); what VLMEvalKit does with it is not known",
        thousands(*found),
        what.counted(),
        thousands(*limit)
    )]
    TooLarge {
        /// What is counted.
        what: Limit,
        /// The number found.
        found: u64,
        /// The greatest number accepted.
        limit: u64,
        /// Where the limit is exceeded.
        spot: Spot,
    },
}

impl TableError {
    pub(super) fn damaged(detail: impl AsRef<str>) -> Self {
        Self::DamagedSpreadsheet { place: WorkbookPlace::default(), detail: shown(detail.as_ref()) }
    }

    pub(super) fn refused(detail: impl AsRef<str>) -> Self {
        Self::RefusedSpreadsheet { place: WorkbookPlace::default(), detail: shown(detail.as_ref()) }
    }

    /// The error with the part that it is in.
    pub(super) fn in_part(mut self, name: &str) -> Self {
        match &mut self {
            Self::DamagedSpreadsheet { place, .. } | Self::RefusedSpreadsheet { place, .. } => {
                place.part = shown(name);
            }
            Self::ForeignNamespace { part, .. } => *part = shown(name),
            _ => {}
        }
        self
    }

    /// The error with the cell that it is in.
    pub(super) fn in_cell(mut self, name: String) -> Self {
        if let Self::DamagedSpreadsheet { place, .. } | Self::RefusedSpreadsheet { place, .. } = &mut self {
            place.cell = name;
        }
        self
    }
}
