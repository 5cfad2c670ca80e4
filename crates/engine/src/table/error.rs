//! What can be wrong with a prediction file, and the memory that its table may take.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::kinds::{Content, FileType, ForeignJson, JsonKind};
use crate::limits::{Limit, Spot, TABLE_BYTES, shown, thousands};
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

fn place(is_record: bool) -> &'static str {
    if is_record { " in place of an object" } else { "" }
}

pub(super) fn damaged(detail: impl fmt::Display) -> TableError {
    TableError::DamagedSpreadsheet { place: WorkbookPlace::default(), detail: shown(&detail.to_string()) }
}

pub(super) fn refused(detail: impl fmt::Display) -> TableError {
    TableError::RefusedSpreadsheet { place: WorkbookPlace::default(), detail: shown(&detail.to_string()) }
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

impl Limit {
    /// Refuses more than the limit.
    pub fn check(self, found: u64, spot: Spot) -> Result<(), TableError> {
        if found > self.most() {
            return Err(self.exceeded(found, spot));
        }
        Ok(())
    }

    pub(crate) fn exceeded(self, found: u64, spot: Spot) -> TableError {
        TableError::TooLarge { what: self, found, limit: self.most(), spot }
    }
}

/// The memory that is left for the table of a file.
#[derive(Debug, Clone, Default)]
pub(super) struct Budget {
    taken: u64,
    limit: u64,
}

impl Budget {
    /// The memory for the table of a file of that size: what it holds as text is never more than the file.
    pub(super) fn of(file_bytes: usize) -> Self {
        Self { taken: 0, limit: TABLE_BYTES + file_bytes as u64 }
    }

    pub(super) fn take(&mut self, bytes: u64, spot: impl FnOnce() -> Spot) -> Result<(), TableError> {
        self.taken = self.taken.saturating_add(bytes);
        if self.taken > self.limit {
            let (found, limit) = (self.taken, self.limit);
            return Err(TableError::TooLarge { what: Limit::TableBytes, found, limit, spot: spot() });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_ends() {
        let mut budget = Budget::of(1_000);
        assert_eq!(budget.take(TABLE_BYTES + 1_000, Spot::default), Ok(()));
        let error = budget.take(1, || Spot::Record(7)).unwrap_err();
        let limit = TABLE_BYTES + 1_000;
        let expected = TableError::TooLarge { what: Limit::TableBytes, found: limit + 1, limit, spot: Spot::Record(7) };
        assert_eq!(error, expected);
        assert!(error.to_string().contains("up to record 7"), "{error}");
    }
}
