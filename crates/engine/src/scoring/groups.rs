//! The distinct values of a column and which rows hold them.

use std::collections::HashMap;

use crate::dataset::IndexKey;
use crate::table::{Column, Value};

/// Rows grouped by the value they hold, under Python's equality.
pub(super) struct Groups {
    /// The distinct values in order of appearance, NaN and `None` among them once each.
    pub(super) values: Vec<Value>,
    /// For each row the position of its value; `None` where it is blank, since a blank equals nothing.
    pub(super) of_row: Vec<Option<usize>>,
    /// Number of blank rows.
    pub(super) blank: usize,
}

impl Groups {
    /// Groups some rows of a column.
    pub(super) fn of_rows(column: &Column, rows: &[usize]) -> Self {
        Self::of(rows.iter().map(|row| &column.values[*row]))
    }

    /// Groups the rows of a column.
    pub(super) fn of<'v>(column: impl Iterator<Item = &'v Value>) -> Self {
        let mut groups = Self { values: Vec::new(), of_row: Vec::new(), blank: 0 };
        let mut positions = HashMap::new();
        for value in column {
            let Some(key) = IndexKey::of(value) else {
                groups.add_blank(value);
                continue;
            };
            let position = *positions.entry(key).or_insert_with(|| {
                groups.values.push(value.clone());
                groups.values.len() - 1
            });
            groups.of_row.push(Some(position));
        }
        groups
    }

    fn add_blank(&mut self, value: &Value) {
        if !self.values.contains(value) {
            self.values.push(value.clone());
        }
        self.of_row.push(None);
        self.blank += 1;
    }
}

/// Sorts values as Python's `list.sort`: NaN goes together with numbers, no other blank and no text with anything
/// else. `None` where Python raises `TypeError`.
pub(super) fn sort_as_python(values: &mut [(Value, usize)]) -> Option<()> {
    if values.iter().any(|(value, _)| value.is_unhashable()) {
        return None;
    }
    let blanks = values.iter().filter(|(value, _)| value.is_missing()).count();
    let mut present = values.iter().map(|(value, _)| value).filter(|value| !value.is_missing());
    if let Some(first) = present.next()
        && present.any(|value| first.python_cmp(value).is_none())
    {
        return None;
    }
    let numbers_and_nan = values
        .iter()
        .all(|(value, _)| matches!(value, Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Missing));
    if blanks > 0 && values.len() > 1 && !numbers_and_nan {
        return None;
    }
    values.sort_by(|(a, _), (b, _)| a.python_cmp(b).unwrap_or_else(|| a.is_missing().cmp(&b.is_missing())));
    Some(())
}
