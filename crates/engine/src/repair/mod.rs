//! Repairs of prediction files, only where nothing is guessed: predictions stay as they are, unless the removal of end
//! tokens is asked for.
//!
//! [`offers`] names the repairs that a checked file allows, [`apply`] makes the repaired table, [`Repaired::write`] a
//! file of it. Cells are taken as the file has them, not as pandas types them, so a repaired file holds what the
//! original holds. Repairs of the form of the file (what separates fields, which sheet, …) come with every written file.

#![expect(missing_docs, clippy::missing_errors_doc, reason = "what a name or a type says has no line of its own")]

mod apply;
mod content;

use serde::{Deserialize, Serialize};

use super::check::{Checked, Columns, FindingKind, Reference};

pub use apply::{Repaired, apply};
pub use content::Unfit;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repair {
    /// Drop the column of answers from a TEST submission.
    DropAnswers,
    /// Write `Index` and `Prediction` in lower case.
    LowerCaseColumns,
    /// Add the columns that are missing, from the dataset's rows of the same index.
    AddColumns,
    /// Drop rows that repeat another row in every cell.
    DropDuplicates,
    /// Remove end tokens that hide the letter of a prediction: the only repair that alters predictions.
    RemoveEndTokens,
    RemoveMark,
    /// Write UTF-16 as UTF-8.
    EncodeUtf8,
    /// Separate fields as the extension says.
    FixDelimiter,
    SkipRowsAbove,
    /// Keep the sheet with the predictions only.
    PickSheet,
    /// Write the records of a JSON file as a table.
    ConvertJson,
    /// Name the file by its content.
    FixExtension,
}

impl Repair {
    /// Whether it is about the form of the file, and comes with every other repair.
    pub fn is_form(self) -> bool {
        self >= Self::RemoveMark
    }

    pub fn keeps_predictions(self) -> bool {
        self != Self::RemoveEndTokens
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    ColumnsAdded(Vec<String>),
    ColumnsRemoved(Vec<String>),
    /// Columns that get another name: from and to.
    ColumnsRenamed(Vec<(String, String)>),
    RowsDropped {
        count: u32,
        /// The first 1,000.
        indices: Vec<String>,
    },
    /// Predictions that lose the end token behind them.
    EndTokensRemoved(u32),
    MarkRemoved,
    Encoded,
    DelimiterReplaced(char),
    RowsAboveSkipped(u32),
    SheetPicked(String),
    /// The format of the content, by extension; the repaired file is xlsx or tsv.
    FormatConverted(String),
}

/// Whether there is anything in the columns that a repaired file would be for; of others perhaps none would be left.
fn may_hold_predictions(columns: &Columns) -> bool {
    columns.lower("index").is_some() || columns.lower("prediction").is_some()
}

/// The repairs that a checked file allows, in a fixed order.
pub fn offers(checked: &Checked, reference: &Reference<'_>) -> Vec<Repair> {
    let Some(table) = &checked.table else { return Vec::new() };
    let columns = Columns::of(&table.frame);
    if !may_hold_predictions(&columns) {
        return Vec::new();
    }
    let issues = &checked.issues;
    let found = |kind| checked.report.finding(kind).is_some();
    let has_predictions = columns.lower("index").is_some() && columns.lower("prediction").is_some();
    let is_json = table.format.is_json();
    let mut offers = vec![
        // Before any column or row goes.
        (Repair::RemoveEndTokens, found(FindingKind::EndToken)),
        (Repair::DropAnswers, found(FindingKind::AnswerLeak)),
        (Repair::LowerCaseColumns, found(FindingKind::ColumnCase)),
        (Repair::AddColumns, !content::missing(table, &columns, reference).is_empty()),
        (
            Repair::DropDuplicates,
            found(FindingKind::DuplicateIndex) && !content::duplicates(table, &columns).is_empty(),
        ),
        (Repair::RemoveMark, issues.byte_order_mark),
        (Repair::EncodeUtf8, issues.is_utf16()),
        (Repair::FixDelimiter, issues.delimiter.is_some()),
        (Repair::SkipRowsAbove, issues.rows_above > 0),
        (Repair::PickSheet, found(FindingKind::MultipleSheets) && has_predictions),
        (Repair::ConvertJson, is_json),
        (Repair::FixExtension, issues.content.is_some() && !is_json),
    ];
    offers.retain(|(_, is_offered)| *is_offered);
    offers.into_iter().map(|(repair, _)| repair).collect()
}
