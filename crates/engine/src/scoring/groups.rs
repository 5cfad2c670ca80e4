//! Rows grouped by the values of a column, and the order of these values.

use std::collections::HashMap;

use super::ScoreError;
use crate::dataset::IndexKey;
use crate::limits::{REPORT_BYTES, REPORT_CELLS};
use crate::table::{Column, Value};

/// The columns whose values stand in the overall table.
pub(super) const OVERALL_COLUMNS: [&str; 2] = ["l2-category", "category"];

/// A value, and its position in [`Groups::values`].
type PlacedValue = (Value, usize);

/// Rows grouped by the value they hold, under Python's equality.
pub(super) struct Groups {
    /// The distinct values in order of appearance, NaN and `None` among them once each.
    pub(super) values: Vec<Value>,
    /// For each row the position of its value; `None` where it is blank, since a blank equals nothing.
    pub(super) of_row: Vec<Option<usize>>,
    pub(super) blank_rows: usize,
}

impl Groups {
    pub(super) fn of_rows(column: &Column, rows: &[usize]) -> Self {
        let mut groups = Self { values: Vec::new(), of_row: Vec::with_capacity(rows.len()), blank_rows: 0 };
        let mut positions = HashMap::new();
        for value in rows.iter().map(|row| &column.values[*row]) {
            let position = IndexKey::of(value).map(|key| {
                *positions.entry(key).or_insert_with(|| {
                    groups.values.push(value.clone());
                    groups.values.len() - 1
                })
            });
            if position.is_none() {
                groups.blank_rows += 1;
                if !groups.values.contains(value) {
                    groups.values.push(value.clone());
                }
            }
            groups.of_row.push(position);
        }
        groups
    }
}

/// The splits of the scored rows.
pub(super) struct Splits {
    /// In order of appearance; the single text `none` where the predictions have no column `split`.
    pub(super) labels: Vec<Value>,
    pub(super) of_row: Vec<Option<usize>>,
}

impl Splits {
    pub(super) fn of(column: Option<&Column>, rows: &[usize]) -> Self {
        let Some(column) = column else {
            return Self { labels: vec![Value::text("none")], of_row: vec![Some(0); rows.len()] };
        };
        let Groups { values: mut labels, of_row, blank_rows } = Groups::of_rows(column, rows);
        let is_float = |value: &Value| matches!(value, Value::Int(_) | Value::Float(_) | Value::Missing);
        if column.values.iter().all(is_float) {
            // Python takes every NaN of a float column for another value.
            labels.extend(std::iter::repeat_n(Value::Missing, blank_rows.saturating_sub(1)));
        }
        Self { labels, of_row }
    }

    /// The values of a column in Python's order, unless Python cannot sort them or the table would not fit into memory.
    pub(super) fn sorted_values(&self, groups: &Groups, column: &str) -> Result<Vec<PlacedValue>, ScoreError> {
        let splits = self.labels.len() as u64;
        let (cells, limit) = (splits * groups.values.len() as u64, REPORT_CELLS);
        if cells > limit {
            return Err(ScoreError::TableTooLarge { column: column.to_owned(), cells, limit });
        }
        // Every row of the table is written with the names of its columns.
        let names = groups.values.iter().map(|value| value.printed().len() as u64);
        let (bytes, limit) = (splits * names.sum::<u64>(), REPORT_BYTES);
        if bytes > limit {
            return Err(ScoreError::NamesTooLong { column: column.to_owned(), bytes, limit });
        }
        let mut values: Vec<_> = groups.values.iter().cloned().zip(0..).collect();
        // VLMEvalKit names blanks that are floats, and those of a column of days are none.
        if !OVERALL_COLUMNS.contains(&column) && !are_days(&values) {
            name_blanks(&mut values);
        }
        sort_as_python(&mut values).ok_or_else(|| ScoreError::Unsortable { column: column.to_owned() })?;
        Ok(values)
    }
}

/// Gives NaN the name `None`, unless that text is a value itself and so has the name already.
fn name_blanks(values: &mut Vec<PlacedValue>) {
    let none = Value::text("None");
    if values.iter().any(|(value, _)| *value == none) {
        values.retain(|(value, _)| *value != Value::Missing);
    }
    for (value, _) in values.iter_mut().filter(|(value, _)| *value == Value::Missing) {
        *value = none.clone();
    }
}

/// Sorts values as Python's `list.sort`: NaN goes together with numbers, and as `NaT` with dates; no other blank and no
/// text goes with anything else. `None` where Python raises `TypeError`.
pub(super) fn sort_as_python(values: &mut [PlacedValue]) -> Option<()> {
    let each = || values.iter().map(|(value, _)| value);
    if each().any(Value::is_unhashable) || is_mixed(each()) {
        return None;
    }
    let goes_with_nan = |value: &Value| match value {
        Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Missing => true,
        Value::Other(text) => is_day(text),
        Value::Text(_) | Value::None => false,
    };
    if values.len() > 1 && each().any(Value::is_missing) && !each().all(goes_with_nan) {
        return None;
    }
    values.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    Some(())
}

/// Whether Python cannot sort these values; blank ones are not compared.
pub(super) fn is_mixed<'v>(values: impl Iterator<Item = &'v Value>) -> bool {
    let mut present = values.filter(|value| !value.is_missing());
    present.next().is_some_and(|first| present.any(|value| first.python_cmp(value).is_none()))
}

/// Whether these are days and blanks.
fn are_days(values: &[PlacedValue]) -> bool {
    let is_day = |value: &Value| matches!(value, Value::Other(text) if is_day(text));
    values.iter().all(|(value, _)| is_day(value) || *value == Value::Missing)
        && values.iter().any(|(value, _)| is_day(value))
}

/// Whether a value that is neither text nor number is a day, with or without a time, and no time of day alone: pandas
/// makes a column of days that has blanks a column of its own type.
fn is_day(text: &str) -> bool {
    text.get(..5).is_some_and(|year| year.ends_with('-') && year.bytes().take(4).all(|digit| digit.is_ascii_digit()))
}
