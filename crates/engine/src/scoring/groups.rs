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

/// Sorts values as Python's `list.sort`: NaN goes together with numbers, and as `NaT` with dates; no other blank and no
/// text goes with anything else. `None` where Python raises `TypeError`.
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
    let goes_with_nan = |value: &Value| match value {
        Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Missing => true,
        Value::Other(text) => is_day(text),
        Value::Text(_) | Value::None => false,
    };
    if blanks > 0 && values.len() > 1 && !values.iter().all(|(value, _)| goes_with_nan(value)) {
        return None;
    }
    values.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    Some(())
}

/// Whether these are days and blanks.
pub(super) fn are_days(values: &[(Value, usize)]) -> bool {
    let is_day = |value: &Value| matches!(value, Value::Other(text) if is_day(text));
    values.iter().all(|(value, _)| is_day(value) || *value == Value::Missing)
        && values.iter().any(|(value, _)| is_day(value))
}

/// Whether a value that is neither text nor number is a day, with or without a time, and no time of day alone: pandas
/// makes a column of days that has blanks a column of its own type.
fn is_day(text: &str) -> bool {
    text.get(..5).is_some_and(|year| year.ends_with('-') && year.bytes().take(4).all(|digit| digit.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;

    #[test]
    fn blanks_go_with_numbers_and_days_alone() {
        let other = |text: &str| Value::Other(Rc::from(text));
        let sorts =
            |values: &[Value]| sort_as_python(&mut values.iter().cloned().zip(0..).collect::<Vec<_>>()).is_some();
        assert!(sorts(&[Value::Int(1), Value::Missing, Value::Float(0.5)]));
        assert!(sorts(&[other("2024-03-01 00:00:00"), Value::Missing, other("2023-01-01 00:00:00")]));
        assert!(!sorts(&[other("12:30:00"), Value::Missing]));
        assert!(!sorts(&[Value::text("2024-03-01"), Value::Missing]));
        assert!(!sorts(&[Value::Int(1), Value::None]));
        assert!(!sorts(&[other("2024-03-01 00:00:00"), Value::Int(1)]));
    }
}
