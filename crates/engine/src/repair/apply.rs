//! Making the repaired table.

use std::collections::HashSet;

use super::{Change, Repair, Unfit, duplicates, end_tokens, may_hold_predictions, metadata, offers, order};
use crate::check::{Checked, Columns, Reference, Table};
use crate::dataset::IndexKey;
use crate::table::{Column, Frame, TableError, TableFormat, Value, write};

/// So many dropped rows are named.
const ROWS_NAMED: usize = 1_000;

/// So many characters of a cell are shown.
const CHARACTERS_SHOWN: usize = 200;

/// A repaired table.
#[derive(Debug, Clone, PartialEq)]
pub struct Repaired {
    /// The table, columns in VLMEvalKit's order.
    pub frame: Frame,
    /// What has changed.
    pub changes: Vec<Change>,
    /// What a spreadsheet cannot hold unchanged.
    pub unfit: Unfit,
}

impl Repaired {
    /// Index and prediction of the first rows, as text that may be cut.
    pub fn first_rows(&self, count: usize) -> Vec<(String, String)> {
        let columns = Columns::of(&self.frame);
        let cell = |name, row: usize| match columns.lower(name).map(|at| &self.frame.columns[at].values[row]) {
            Some(value) if !value.is_missing() => value.to_python_text().chars().take(CHARACTERS_SHOWN).collect(),
            _ => String::new(),
        };
        (0..self.frame.row_count().min(count)).map(|row| (cell("index", row), cell("prediction", row))).collect()
    }

    /// The file in a format, xlsx or tsv. Check [`Unfit::formats`] first: xlsx cuts and escapes what does not fit.
    ///
    /// # Errors
    /// As [`write::xlsx`].
    pub fn write(&self, format: TableFormat) -> Result<Vec<u8>, TableError> {
        match format {
            TableFormat::Tsv => Ok(write::delimited(&self.frame, b'\t')),
            _ => write::xlsx(&self.frame),
        }
    }
}

/// Applies those of the chosen repairs that are offered, and all that are about the form of the file; `None` where the
/// file is no table of predictions.
pub fn apply(checked: &Checked, chosen: &[Repair], reference: &Reference<'_>) -> Option<Repaired> {
    let table = checked.source.table.as_ref()?;
    let columns = Columns::of(&table.frame);
    if !may_hold_predictions(&columns) {
        return None;
    }
    let mut changes = Vec::new();
    let mut frame = as_written(table, &columns);
    for repair in offers(checked, reference) {
        if !repair.is_form() && !chosen.contains(&repair) {
            continue;
        }
        changes.extend(match repair {
            Repair::DropAnswers => Some(drop_answers(&mut frame)),
            Repair::RemoveEndTokens => end_tokens::remove(&mut frame, table, &columns),
            Repair::DropDuplicates => drop_rows(&mut frame, &duplicates::rows(table, &columns)),
            Repair::LowerCaseColumns => Some(lower_case(&mut frame)),
            Repair::AddColumns => Some(add_columns(&mut frame, metadata::add(table, &columns, reference))),
            form => form_change(form, checked, table),
        });
    }
    order::arrange(&mut frame, reference);
    let unfit = Unfit::of(&frame);
    Some(Repaired { frame, changes, unfit })
}

/// The cells as the file has them, except that indices are numbers where pandas reads numbers and predictions of JSON
/// are text.
fn as_written(table: &Table, columns: &Columns) -> Frame {
    let index = columns.lower("index");
    let prediction = columns.lower("prediction");
    let is_json = matches!(table.format, TableFormat::Json | TableFormat::JsonLines);
    let column = |(at, (column, raw)): (usize, (&Column, Vec<Value>))| {
        let values = if Some(at) == index {
            column.values.iter().map(as_index).collect()
        } else if Some(at) == prediction && is_json {
            column.values.iter().map(as_text).collect()
        } else {
            raw
        };
        Column { name: column.name.clone(), values }
    };
    Frame { columns: table.frame.columns.iter().zip(table.values()).enumerate().map(column).collect() }
}

/// A whole number for what pandas has made a float of, because another row lacks its index.
fn as_index(value: &Value) -> Value {
    match IndexKey::of(value) {
        Some(IndexKey::Int(number)) => Value::Int(number),
        _ => value.clone(),
    }
}

fn as_text(value: &Value) -> Value {
    if value.is_missing() { Value::Missing } else { Value::text(&value.to_python_text()) }
}

fn drop_answers(frame: &mut Frame) -> Change {
    let is_answer = |column: &Column| column.name.to_python_text().eq_ignore_ascii_case("answer");
    let removed: Vec<String> =
        frame.columns.iter().filter(|column| is_answer(column)).map(|column| column.name.to_python_text()).collect();
    frame.columns.retain(|column| !is_answer(column));
    Change::ColumnsRemoved(removed)
}

fn drop_rows(frame: &mut Frame, rows: &[usize]) -> Option<Change> {
    let dropped: HashSet<usize> = rows.iter().copied().collect();
    let index = frame.columns.iter().find(|column| column.name.to_python_text().eq_ignore_ascii_case("index"))?;
    let indices = rows.iter().take(ROWS_NAMED).map(|row| index.values[*row].to_python_text()).collect();
    for column in &mut frame.columns {
        let mut row = 0;
        column.values.retain(|_| {
            row += 1;
            !dropped.contains(&(row - 1))
        });
    }
    Some(Change::RowsDropped { count: u32::try_from(rows.len()).unwrap_or(u32::MAX), indices })
}

fn lower_case(frame: &mut Frame) -> Change {
    let mut renamed = Vec::new();
    for name in ["index", "prediction"] {
        if frame.has_column(name) {
            continue;
        }
        let is_variant = |column: &&mut Column| column.name.to_python_text().eq_ignore_ascii_case(name);
        if let Some(column) = frame.columns.iter_mut().rfind(is_variant) {
            renamed.push((column.name.to_python_text(), name.to_owned()));
            column.name = Value::text(name);
        }
    }
    Change::ColumnsRenamed(renamed)
}

fn add_columns(frame: &mut Frame, mut added: Vec<Column>) -> Change {
    let names = added.iter().map(|column| column.name.to_python_text()).collect();
    frame.columns.append(&mut added);
    Change::ColumnsAdded(names)
}

fn form_change(repair: Repair, checked: &Checked, table: &Table) -> Option<Change> {
    let departures = &checked.source.departures;
    Some(match repair {
        Repair::RemoveMark => Change::MarkRemoved,
        Repair::EncodeUtf8 => Change::Encoded,
        Repair::FixDelimiter => Change::DelimiterReplaced(departures.delimiter?),
        Repair::SkipRowsAbove => Change::RowsAboveSkipped(u32::try_from(departures.rows_above).unwrap_or(u32::MAX)),
        Repair::PickSheet => Change::SheetPicked(table.sheet.clone()?),
        Repair::ConvertJson | Repair::FixExtension => Change::FormatConverted(table.format.extension().to_owned()),
        Repair::DropAnswers
        | Repair::DropDuplicates
        | Repair::LowerCaseColumns
        | Repair::AddColumns
        | Repair::RemoveEndTokens => return None,
    })
}
