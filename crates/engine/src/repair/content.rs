//! What is repaired: columns that predictions lack and the dataset has, the order of columns in VLMEvalKit's files, rows
//! that repeat others, predictions with an end token, and texts that a format cannot hold unchanged.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::Change;
use crate::check::{Columns, GROUP_COLUMNS, Reference, row_of, without_end_token};
use crate::dataset::IndexKey;
use crate::limits::ROWS_NAMED;
use crate::option_column::is_option;
use crate::table::escape::{DROPPED, needs_escape};
use crate::table::{CELL_CHARACTERS, Column, Frame, Table, TableFormat, Value};

/// Columns that VLMEvalKit reads from a prediction file beside index and prediction, in lower case.
fn is_read(name: &str) -> bool {
    let lower = name.to_lowercase();
    is_option(name) || lower == "question" || lower == "category" || GROUP_COLUMNS.contains(&lower.as_str())
}

/// Names of the columns that can be added: none unless one that VLMEvalKit reads is missing, and every row has an
/// index of the dataset. The answers stay out.
pub(super) fn missing(table: &Table, columns: &Columns, reference: &Reference<'_>) -> Vec<String> {
    let Reference::Dataset(dataset) = reference else { return Vec::new() };
    let is_there = |name: &str| {
        let place = if is_option(name) { columns.exact(name) } else { columns.lower(&name.to_lowercase()) };
        place.is_some()
    };
    let is_wanted = |name: &&String| !["image", "answer"].contains(&name.as_str()) && !is_there(name);
    let missing: Vec<String> = dataset.columns().iter().filter(is_wanted).cloned().collect();
    let is_needed = missing.iter().any(|name| is_read(name)) && dataset_rows(table, columns, reference).is_some();
    if is_needed { missing } else { Vec::new() }
}

pub(super) fn filled(table: &Table, columns: &Columns, reference: &Reference<'_>) -> Vec<Column> {
    let Reference::Dataset(dataset) = reference else { return Vec::new() };
    let Some(rows) = dataset_rows(table, columns, reference) else { return Vec::new() };
    let fill = |name: String| {
        let column = dataset.column(&name)?;
        let values = rows.iter().map(|row| dataset.value(*row, column)).collect();
        Some(Column::named(&name, values))
    };
    missing(table, columns, reference).into_iter().filter_map(fill).collect()
}

/// The dataset's row of each row; `None` if one has none.
fn dataset_rows(table: &Table, columns: &Columns, reference: &Reference<'_>) -> Option<Vec<usize>> {
    let index = &table.frame.columns().get(columns.lower("index")?)?.values;
    index.iter().map(|value| row_of(value, reference)).collect()
}

/// Puts the columns into VLMEvalKit's order: those of the dataset, the prediction, whatever else there is in its order.
pub(super) fn arrange(columns: &mut [Column], reference: &Reference<'_>) {
    let known = reference.columns();
    let rank = |name: &str| {
        let of_dataset = known.iter().position(|column| column.eq_ignore_ascii_case(name) && column.len() > 1);
        let rank = known.iter().position(|column| *column == name).or(of_dataset);
        match rank {
            Some(rank) => rank,
            None if name == "prediction" => known.len(),
            None => known.len() + 1,
        }
    };
    columns.sort_by_key(|column| rank(&column.name.printed()));
}

/// Different rows of an index that a row is compared with: a file of nothing but these must not take the square of its
/// length.
const COMPARED: usize = 16;

/// The rows that equal an earlier row of the same index in every cell, ascending.
pub(super) fn duplicates(table: &Table, columns: &Columns) -> Vec<usize> {
    let Some(index) = columns.lower("index").map(|at| &table.frame.columns()[at].values) else { return Vec::new() };
    let cells = table.values();
    let is_same = |one: usize, other: usize| cells.iter().all(|column| column.get(one) == column.get(other));
    let mut kept: HashMap<IndexKey, Vec<usize>> = HashMap::with_capacity(index.len());
    let mut repeated = Vec::new();
    for (row, value) in index.iter().enumerate() {
        let Some(key) = IndexKey::of(value) else { continue };
        let same_index = kept.entry(key).or_default();
        if same_index.iter().take(COMPARED).any(|first| is_same(*first, row)) {
            repeated.push(row);
        } else {
            same_index.push(row);
        }
    }
    repeated
}

/// Removes the end tokens that hide a letter. The rows of `written` are still those of the table, in its order.
pub(super) fn remove_end_tokens(written: &mut [Column], table: &Table, columns: &Columns) -> Option<Change> {
    let predictions = written.get_mut(columns.lower("prediction")?)?;
    let mut count = 0;
    for (row, value) in predictions.values.iter_mut().enumerate() {
        let Some(text) = value.as_text() else { continue };
        if let Some((rest, _)) = without_end_token(text, &columns.options(&table.frame, row)) {
            *value = Value::text(rest);
            count += 1;
        }
    }
    Some(Change::EndTokensRemoved(count))
}

/// Rows of which a spreadsheet cell cannot hold a prediction or another text unchanged; tsv can.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unfit {
    /// Predictions of more than 32,767 characters, which a cell cuts off.
    pub too_long: u32,
    /// Predictions with control characters, as a carriage return, which a cell holds as `_x000D_`, or with the text
    /// `x005F_`, which openpyxl drops.
    pub control: u32,
    /// Texts of other columns for either reason.
    pub others: u32,
    /// Texts with a character zero, which tsv cannot hold either.
    pub zero: u32,
    /// Index of the rows: the first 1,000.
    pub indices: Vec<String>,
}

impl Unfit {
    pub(super) fn of(frame: &Frame) -> Self {
        let mut unfit = Self::default();
        let mut rows = BTreeSet::new();
        for column in frame.columns() {
            let is_prediction = column.name.as_text() == Some("prediction");
            for (row, value) in column.values.iter().enumerate() {
                let Some(text) = value.as_text() else { continue };
                let is_long = text.len() > CELL_CHARACTERS && text.chars().nth(CELL_CHARACTERS).is_some();
                let has_control = text.contains(needs_escape) || text.contains(DROPPED);
                unfit.zero += u32::from(text.contains('\0'));
                if is_prediction {
                    unfit.too_long += u32::from(is_long);
                    unfit.control += u32::from(has_control);
                } else {
                    unfit.others += u32::from(is_long || has_control);
                }
                if is_long || has_control {
                    rows.insert(row);
                }
            }
        }
        let index = frame.column("index");
        let index_text = |row| index.and_then(|column| column.values.get(row)).map(Value::to_python_text);
        unfit.indices = rows.into_iter().take(ROWS_NAMED).map(|row| index_text(row).unwrap_or_default()).collect();
        unfit
    }

    /// The formats that hold every text unchanged.
    pub fn formats(&self) -> Vec<TableFormat> {
        let is_xlsx = self.too_long == 0 && self.control == 0 && self.others == 0;
        let fitting = [(TableFormat::Xlsx, is_xlsx), (TableFormat::Tsv, self.zero == 0)];
        fitting.into_iter().filter(|(_, fits)| *fits).map(|(format, _)| format).collect()
    }
}
