//! What can be wrong with a prediction file.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::foreign::ForeignJson;
use crate::limits::{Limit, Spot};
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
    /// The spreadsheet's container or a sheet in it is damaged.
    #[error("the spreadsheet is damaged: {detail}")]
    DamagedSpreadsheet {
        /// What the spreadsheet library said.
        detail: String,
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
