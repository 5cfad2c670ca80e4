//! Cells as a file has them, before pandas types their column.

use super::Value;

/// What a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// Nothing, or an empty text.
    Blank,
    /// Text; in delimited files every other field.
    Text,
    /// A number.
    Number,
    /// `TRUE` or `FALSE`.
    Boolean,
    /// A date, a time of day or a length of time.
    Date,
    /// A formula, whatever its result.
    Formula,
    /// An error value such as `#NAME?`.
    Error,
}

/// A cell as a file has it.
#[derive(Debug, Clone, PartialEq)]
pub struct RawCell {
    /// What it is.
    pub kind: CellKind,
    /// What it holds: words that pandas takes for NaN are text here; of a formula its result.
    pub value: Value,
}

impl RawCell {
    /// A cell of a file whose values have types of their own, as JSON.
    pub fn of(value: &Value) -> Self {
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
    pub fn of_text(text: &str) -> Self {
        if text.is_empty() {
            return Self { kind: CellKind::Blank, value: Value::Missing };
        }
        Self { kind: CellKind::Text, value: Value::text(text) }
    }
}
