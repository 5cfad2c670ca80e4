//! Rows of named values, collected into typed columns.

use std::collections::HashMap;

use crate::limits::{Limit, ROW_COST, Spot, TEXT_COST, VALUE_COST};
use crate::pause::Work;
use crate::table::Budget;
use crate::table::{Column, Frame, TableError, Value};

pub(in crate::table) struct Columns {
    done: Vec<Column>,
    places: HashMap<String, usize>,
    rows: usize,
    names: usize,
    budget: Budget,
}

impl Columns {
    pub(in crate::table) fn new(file_bytes: usize) -> Self {
        Self { done: Vec::new(), places: HashMap::new(), rows: 0, names: 0, budget: Budget::of(file_bytes) }
    }

    /// Sets a value of the current row; of repeated keys the last counts.
    pub(in crate::table) fn put(&mut self, name: &str, value: Value) -> Result<(), TableError> {
        let place = if let Some(place) = self.places.get(name) {
            *place
        } else {
            self.places.insert(name.to_owned(), self.done.len());
            self.done.push(Column::named(name, Vec::new()));
            self.names += name.len();
            self.check()?;
            self.take(self.rows as u64 * VALUE_COST)?;
            self.done.len() - 1
        };
        if let Value::Text(text) | Value::Other(text) = &value {
            self.take(text.len() as u64 + TEXT_COST)?;
        }
        if let Some(column) = self.done.get_mut(place) {
            column.values.truncate(self.rows);
            column.values.resize(self.rows, Value::Missing);
            column.values.push(value);
        }
        Ok(())
    }

    pub(in crate::table) fn end_row(&mut self) -> Result<(), TableError> {
        self.take(ROW_COST + self.done.len() as u64 * VALUE_COST)?;
        self.rows += 1;
        self.check()
    }

    pub(super) fn limit(&self, limit: Limit, found: usize) -> Result<(), TableError> {
        limit.check(found as u64, Spot::Record(self.rows as u64 + 1))
    }

    pub(super) fn take(&mut self, bytes: u64) -> Result<(), TableError> {
        self.budget.take(bytes, || Spot::Record(self.rows as u64 + 1))
    }

    fn check(&self) -> Result<(), TableError> {
        self.limit(Limit::Columns, self.done.len())?;
        self.limit(Limit::HeaderBytes, self.names)?;
        self.limit(Limit::Rows, self.rows)?;
        self.limit(Limit::Cells, self.rows.max(1) * self.done.len())
    }

    pub(in crate::table) async fn into_frame(self, work: &mut Work<'_>) -> Frame {
        let mut columns = self.done;
        for column in &mut columns {
            column.values.resize(self.rows, Value::Missing);
            if becomes_float(&column.values) {
                column.values = column.values.iter().map(as_float).collect();
            }
            work.done(self.rows).await;
        }
        Frame::new(columns)
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
