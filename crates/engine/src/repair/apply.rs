//! Making the repaired table.

use std::collections::HashSet;

use super::{Change, Repair, Unfit, content, may_hold_predictions, offers};
use crate::check::{Checked, Columns, Reference};
use crate::dataset::IndexKey;
use crate::limits::ROWS_NAMED;
use crate::table::{Column, Frame, Table, TableError, TableFormat, Value, write};

const CHARACTERS_SHOWN: usize = 200;

#[derive(Debug, Clone, PartialEq)]
pub struct Repaired {
    /// The table, columns in VLMEvalKit's order.
    pub frame: Frame,
    pub changes: Vec<Change>,
    pub unfit: Unfit,
}

impl Repaired {
    /// Index and prediction of the first rows, as text that may be cut.
    pub fn first_rows(&self, count: usize) -> Vec<(String, String)> {
        let columns = Columns::of(&self.frame);
        let cell = |name, row: usize| match columns.lower(name).map(|at| &self.frame.columns()[at].values[row]) {
            Some(value) if !value.is_missing() => value.to_python_text().chars().take(CHARACTERS_SHOWN).collect(),
            _ => String::new(),
        };
        (0..self.frame.row_count().min(count)).map(|row| (cell("index", row), cell("prediction", row))).collect()
    }

    /// The file in a format, xlsx or tsv. Check [`Unfit::formats`] first: xlsx cuts and escapes what does not fit.
    pub fn write(&self, format: TableFormat) -> Result<Vec<u8>, TableError> {
        Ok(write::table(&self.frame, format)?.1)
    }
}

/// Applies those of the chosen repairs that are offered, and all that are about the form of the file; `None` where the
/// file is no table of predictions.
pub fn apply(checked: &Checked, chosen: &[Repair], reference: &Reference<'_>) -> Option<Repaired> {
    let table = checked.table.as_ref()?;
    let named = Columns::of(&table.frame);
    if !may_hold_predictions(&named) {
        return None;
    }
    let mut changes = Vec::new();
    let mut written = as_written(table, &named);
    for repair in offers(checked, reference) {
        if !repair.is_form() && !chosen.contains(&repair) {
            continue;
        }
        changes.extend(match repair {
            Repair::DropAnswers => Some(drop_answers(&mut written)),
            Repair::RemoveEndTokens => content::remove_end_tokens(&mut written, table, &named),
            Repair::DropDuplicates => drop_rows(&mut written, &content::duplicates(table, &named)),
            Repair::LowerCaseColumns => Some(lower_case(&mut written)),
            Repair::AddColumns => Some(add_columns(&mut written, content::filled(table, &named, reference))),
            form => form_change(form, checked, table),
        });
    }
    content::arrange(&mut written, reference);
    let frame = Frame::new(written);
    let unfit = Unfit::of(&frame);
    Some(Repaired { frame, changes, unfit })
}

/// The cells as the file has them, except that indices are numbers where pandas reads numbers and predictions of JSON
/// are text.
fn as_written(table: &Table, columns: &Columns) -> Vec<Column> {
    let index = columns.lower("index");
    let prediction = columns.lower("prediction").filter(|_| table.format.is_json());
    let column = |(at, (column, raw)): (usize, (&Column, Vec<Value>))| {
        let values = if Some(at) == index {
            column.values.iter().map(as_index).collect()
        } else if Some(at) == prediction {
            column.values.iter().map(as_text).collect()
        } else {
            raw
        };
        Column { name: column.name.clone(), values }
    };
    table.frame.columns().iter().zip(table.values()).enumerate().map(column).collect()
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

fn is_named(column: &Column, name: &str) -> bool {
    column.name.printed().eq_ignore_ascii_case(name)
}

fn drop_answers(columns: &mut Vec<Column>) -> Change {
    let removed = columns.extract_if(.., |column| is_named(column, "answer"));
    Change::ColumnsRemoved(removed.map(|column| column.name.to_python_text()).collect())
}

fn drop_rows(columns: &mut [Column], rows: &[usize]) -> Option<Change> {
    let dropped: HashSet<usize> = rows.iter().copied().collect();
    let index = columns.iter().find(|column| is_named(column, "index"))?;
    let indices = rows.iter().take(ROWS_NAMED).map(|row| index.values[*row].to_python_text()).collect();
    for column in columns {
        let mut row = 0;
        column.values.retain(|_| {
            row += 1;
            !dropped.contains(&(row - 1))
        });
    }
    Some(Change::RowsDropped { count: u32::try_from(rows.len()).unwrap_or(u32::MAX), indices })
}

fn lower_case(columns: &mut [Column]) -> Change {
    let mut renamed = Vec::new();
    for name in ["index", "prediction"] {
        if columns.iter().any(|column| column.name.as_text() == Some(name)) {
            continue;
        }
        if let Some(column) = columns.iter_mut().rfind(|column| is_named(column, name)) {
            renamed.push((column.name.to_python_text(), name.to_owned()));
            column.name = Value::text(name);
        }
    }
    Change::ColumnsRenamed(renamed)
}

fn add_columns(columns: &mut Vec<Column>, mut added: Vec<Column>) -> Change {
    let names = added.iter().map(|column| column.name.to_python_text()).collect();
    columns.append(&mut added);
    Change::ColumnsAdded(names)
}

fn form_change(repair: Repair, checked: &Checked, table: &Table) -> Option<Change> {
    let issues = &checked.issues;
    Some(match repair {
        Repair::RemoveMark => Change::MarkRemoved,
        Repair::EncodeUtf8 => Change::Encoded,
        Repair::FixDelimiter => Change::DelimiterReplaced(issues.delimiter?),
        Repair::SkipRowsAbove => Change::RowsAboveSkipped(u32::try_from(issues.rows_above).unwrap_or(u32::MAX)),
        Repair::PickSheet => Change::SheetPicked(table.sheet.clone()?),
        Repair::ConvertJson | Repair::FixExtension => Change::FormatConverted(table.format.extension().to_owned()),
        _ => return None,
    })
}
