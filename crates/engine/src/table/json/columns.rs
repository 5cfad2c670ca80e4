//! Rows of named values, collected into typed columns.

use std::collections::HashMap;

use crate::table::{Column, Frame, TableError, Value};

/// Greatest number of columns, as in a spreadsheet.
const COLUMN_LIMIT: u64 = 16_384;

/// The table that grows row by row.
pub(super) struct Columns {
    done: Vec<Column>,
    places: HashMap<String, usize>,
    rows: usize,
    limit: u64,
}

impl Columns {
    pub(super) fn new(limit: u64) -> Self {
        Self { done: Vec::new(), places: HashMap::new(), rows: 0, limit }
    }

    /// Sets a value of the current row; of repeated keys the last counts.
    pub(super) fn put(&mut self, name: &str, value: Value) -> Result<(), TableError> {
        let place = if let Some(place) = self.places.get(name) {
            *place
        } else {
            self.places.insert(name.to_owned(), self.done.len());
            self.done.push(Column { name: Value::text(name), values: Vec::new() });
            self.check()?;
            self.done.len() - 1
        };
        if let Some(column) = self.done.get_mut(place) {
            column.values.truncate(self.rows);
            column.values.resize(self.rows, Value::Missing);
            column.values.push(value);
        }
        Ok(())
    }

    /// Ends the current row.
    pub(super) fn end_row(&mut self) -> Result<(), TableError> {
        self.rows += 1;
        self.check()
    }

    fn check(&self) -> Result<(), TableError> {
        let columns = self.done.len() as u64;
        if columns > COLUMN_LIMIT {
            return Err(TableError::TooLarge { what: "columns".to_owned(), found: columns, limit: COLUMN_LIMIT });
        }
        let found = self.rows.max(1) as u64 * self.done.len() as u64;
        if found <= self.limit {
            return Ok(());
        }
        Err(TableError::TooLarge { what: "cells".to_owned(), found, limit: self.limit })
    }

    /// Fills up short columns and types them.
    pub(super) fn into_frame(self) -> Frame {
        let rows = self.rows;
        let columns = self
            .done
            .into_iter()
            .map(|mut column| {
                column.values.resize(rows, Value::Missing);
                if becomes_float(&column.values) {
                    column.values = column.values.iter().map(as_float).collect();
                }
                column
            })
            .collect();
        Frame { columns }
    }
}

/// Whether pandas makes a float64 column of these values (`maybe_convert_objects`): numbers only, of which one is a
/// float or missing. Whole numbers that neither int64 nor uint64 holds prevent that, unless a `null` came before.
fn becomes_float(values: &[Value]) -> bool {
    let (mut float, mut whole, mut null) = (false, false, false);
    let (mut least, mut greatest) = (0, 0);
    for value in values {
        match value {
            Value::Float(_) | Value::Missing => float = true,
            Value::None => null = true,
            Value::Int(number) => {
                whole = true;
                if !null {
                    least = least.min(*number);
                    greatest = greatest.max(*number);
                }
            }
            _ => return false,
        }
    }
    let is_signed = least >= i128::from(i64::MIN) && greatest <= i128::from(i64::MAX);
    let is_unsigned = least >= 0 && greatest <= i128::from(u64::MAX);
    (is_signed || is_unsigned) && (float || (whole && null))
}

fn as_float(value: &Value) -> Value {
    match value {
        #[expect(clippy::cast_precision_loss, reason = "rounds to nearest, as Python does")]
        Value::Int(number) => Value::Float(*number as f64),
        Value::None => Value::Missing,
        value => value.clone(),
    }
}
