//! A table of typed columns, as pandas' `DataFrame` after reading a file, and its cells before they are typed.

use super::Value;

#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The name; text, except where a spreadsheet's header cell is a number or a date.
    pub name: Value,
    pub values: Vec<Value>,
}

impl Column {
    pub fn named(name: &str, values: Vec<Value>) -> Self {
        Self { name: Value::text(name), values }
    }
}

/// Columns in file order, all of the same length.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frame {
    columns: Vec<Column>,
}

impl Frame {
    /// A table of these columns. Those that are shorter than the longest are filled up with [`Value::Missing`].
    pub fn new(mut columns: Vec<Column>) -> Self {
        let rows = columns.iter().map(|column| column.values.len()).max().unwrap_or_default();
        for column in &mut columns {
            column.values.resize(rows, Value::Missing);
        }
        Self { columns }
    }

    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    pub fn into_columns(self) -> Vec<Column> {
        self.columns
    }

    /// Changes the columns; afterwards short ones are filled up as in [`Frame::new`].
    pub fn update<T>(&mut self, change: impl FnOnce(&mut Vec<Column>) -> T) -> T {
        let outcome = change(&mut self.columns);
        *self = Self::new(std::mem::take(&mut self.columns));
        outcome
    }

    pub fn row_count(&self) -> usize {
        self.columns.first().map_or(0, |column| column.values.len())
    }

    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name.as_text() == Some(name))
    }
}

/// What a cell is in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// Nothing, or an empty text.
    Blank,
    /// Text; in delimited files every other field.
    Text,
    Number,
    Boolean,
    /// A date, a time of day or a length of time.
    Date,
    /// A formula, whatever its result.
    Formula,
    /// An error value such as `#NAME?`.
    Error,
}

/// A cell as the file has it, before pandas types its column.
#[derive(Debug, Clone, PartialEq)]
pub struct RawCell {
    pub kind: CellKind,
    /// What it holds: words that pandas takes for NaN are text here; of a formula its result.
    pub value: Value,
}

impl RawCell {
    /// A cell of a file whose values have types of their own, as JSON.
    pub(crate) fn of(value: &Value) -> Self {
        let kind = match value {
            Value::Missing | Value::None => CellKind::Blank,
            Value::Text(text) if text.is_empty() => CellKind::Blank,
            Value::Text(_) | Value::Other(_) => CellKind::Text,
            Value::Bool(_) => CellKind::Boolean,
            Value::Int(_) | Value::Float(_) => CellKind::Number,
        };
        Self { kind, value: value.clone() }
    }

    /// A field of delimited text.
    pub(crate) fn of_text(text: &str) -> Self {
        if text.is_empty() {
            return Self { kind: CellKind::Blank, value: Value::Missing };
        }
        Self { kind: CellKind::Text, value: Value::text(text) }
    }
}
