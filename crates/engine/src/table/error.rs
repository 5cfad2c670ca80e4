//! What can be wrong with a prediction file.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::kinds::{Content, FileType, ForeignJson, JsonKind};
use crate::limits::{Limit, Spot, shown, thousands};
use crate::tsv::TsvError;

/// A place in a workbook; what is not known is blank.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkbookPlace {
    /// Path of the part in the container, as `xl/worksheets/sheet1.xml`.
    pub part: String,
    /// The cell, as `B7`.
    pub cell: String,
}

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

#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum TableError {
    #[error("the file is a Python pickle; loading one runs code, so it is refused")]
    Pickle,
    #[error("the file is empty")]
    EmptyFile,
    #[error("the workbook is protected by a password")]
    Encrypted,
    /// Column names that are numbers or dates in the file: the first 40, separated by commas.
    #[error("VLMEvalKit fails at column names that are no text: {names}")]
    ColumnNames { names: String },
    #[error("it is a {} file, which holds no predictions", content.name())]
    Foreign { content: FileType },
    #[error("the content is of no known format (xlsx, csv, tsv, json, jsonl); it starts with {start}")]
    UnknownFormat { start: String },
    /// The content is another format than the extension says; VLMEvalKit goes by the extension.
    #[error("the file is named .{extension} but holds {}", content.name())]
    ExtensionMismatch { extension: String, content: Content },
    #[error("VLMEvalKit reads no .{extension} files")]
    UnknownExtension { extension: String },
    #[error("the spreadsheet is damaged: {place}{detail}")]
    DamagedSpreadsheet { place: WorkbookPlace, detail: String },
    /// openpyxl, which VLMEvalKit reads spreadsheets with, refuses something that other programs may pass over.
    #[error("openpyxl, which VLMEvalKit reads spreadsheets with, refuses it: {place}{detail}; save it again as .xlsx")]
    RefusedSpreadsheet { place: WorkbookPlace, detail: String },
    /// A part is written in a namespace in which openpyxl finds nothing, as Strict Open XML is.
    #[error(
        "{part} is written in another variant of Open XML, in which VLMEvalKit finds nothing (namespace {namespace}); \
         save it again as a normal .xlsx"
    )]
    ForeignNamespace { part: String, namespace: String },
    #[error("{part} is compressed with {method}, which is not supported here; VLMEvalKit reads it")]
    UnsupportedCompression { part: String, method: String },
    /// A cell far from the others makes the table larger than the limit that protects memory.
    #[error(
        "with the cell {cell} the table has {} cells, the limit is {}; delete the rows and columns that do not belong to it",
        thousands(*found),
        thousands(*limit)
    )]
    FarCell { cell: String, found: u64, limit: u64 },
    #[error("the spreadsheet cannot be written: {detail}")]
    UnwritableSpreadsheet { detail: String },
    #[error("the spreadsheet has no sheet")]
    NoSheet,
    #[error("the JSON begins with a byte order mark, which Python refuses; save it as UTF-8 without one")]
    JsonByteOrderMark,
    #[error("line {line}, column {column}: {detail}")]
    BrokenJson { line: u64, column: u64, detail: String },
    #[error("the JSON holds {}{}, expected a list of objects", found.name(), place(*is_record))]
    NotRecords {
        found: JsonKind,
        /// Whether it stands where a record should be, and not in place of the list.
        is_record: bool,
    },
    #[error("the JSON is no list of records with index and prediction but {shape}")]
    ForeignJson { shape: ForeignJson },
    #[error(transparent)]
    Delimited(#[from] TsvError),
    /// The content is larger than the limit that protects memory.
    #[error(
        "it is too large to be read here ({} {}{spot}, the limit is {}); what VLMEvalKit does with it is not known",
        thousands(*found),
        what.counted(),
        thousands(*limit)
    )]
    TooLarge { what: Limit, found: u64, limit: u64, spot: Spot },
}

/// Where in JSON something stands.
fn place(is_record: bool) -> &'static str {
    if is_record { " in place of an object" } else { "" }
}

impl TableError {
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Pickle => "Pickle",
            Self::EmptyFile => "EmptyFile",
            Self::Encrypted => "Encrypted",
            Self::ColumnNames { .. } => "ColumnNames",
            Self::Foreign { .. } => "Foreign",
            Self::UnknownFormat { .. } => "UnknownFormat",
            Self::ExtensionMismatch { .. } => "ExtensionMismatch",
            Self::UnknownExtension { .. } => "UnknownExtension",
            Self::DamagedSpreadsheet { .. } => "DamagedSpreadsheet",
            Self::RefusedSpreadsheet { .. } => "RefusedSpreadsheet",
            Self::ForeignNamespace { .. } => "ForeignNamespace",
            Self::UnsupportedCompression { .. } => "UnsupportedCompression",
            Self::FarCell { .. } => "FarCell",
            Self::UnwritableSpreadsheet { .. } => "UnwritableSpreadsheet",
            Self::NoSheet => "NoSheet",
            Self::JsonByteOrderMark => "JsonByteOrderMark",
            Self::BrokenJson { .. } => "BrokenJson",
            Self::NotRecords { .. } => "NotRecords",
            Self::ForeignJson { .. } => "ForeignJson",
            Self::Delimited(error) => error.kind(),
            Self::TooLarge { .. } => "TooLarge",
        }
    }

    pub(super) fn damaged(detail: impl fmt::Display) -> Self {
        Self::DamagedSpreadsheet { place: WorkbookPlace::default(), detail: shown(&detail.to_string()) }
    }

    pub(super) fn refused(detail: impl fmt::Display) -> Self {
        Self::RefusedSpreadsheet { place: WorkbookPlace::default(), detail: shown(&detail.to_string()) }
    }

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

    pub(super) fn in_cell(mut self, name: String) -> Self {
        if let Self::DamagedSpreadsheet { place, .. } | Self::RefusedSpreadsheet { place, .. } = &mut self {
            place.cell = name;
        }
        self
    }
}
