//! A cell as openpyxl and pandas hand it to the column typing.

use std::rc::Rc;

use crate::table::{CellKind, RawCell, Value};

use super::dates::Duration;
use super::values;
use super::{TableError, refused};

#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum Cell {
    /// Nothing in it; the same as an empty text.
    #[default]
    Blank,
    /// An error value, which becomes NaN but counts as content.
    Error,
    Bool(bool),
    Int(i128),
    Float(f64),
    /// Text that is not empty.
    Text(Rc<str>),
    /// A length of time, which pandas prints differently in a column of nothing else.
    Duration(Duration),
    /// A date or a time of day, as printed.
    Moment(Rc<str>),
}

impl Cell {
    /// A text cell; an empty text is a blank cell.
    pub(super) fn text(text: &Rc<str>) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(Rc::clone(text)) }
    }

    /// A number as openpyxl's `_cast_number` takes it: whole unless it has a point or an exponent.
    pub(super) fn number(text: &str) -> Result<Self, TableError> {
        if text.contains(['.', 'e', 'E']) {
            return values::float(text).map(Self::of_float).ok_or_else(|| not_a_number(text));
        }
        // A number beyond 128 bits is a float by itself.
        let huge = || {
            values::float(text)
                .filter(|_| text.trim().trim_start_matches(['+', '-']).starts_with(|c: char| c.is_ascii_digit()))
        };
        values::int(text).map(Self::Int).or_else(|| huge().map(Self::Float)).ok_or_else(|| not_a_number(text))
    }

    fn of_float(number: f64) -> Self {
        // 2^126: any float below is exact as a whole number of 128 bits.
        const GREATEST: f64 = 8.507_059_173_023_462e37;
        if number.fract() == 0.0 && number.abs() < GREATEST {
            #[expect(clippy::cast_possible_truncation, reason = "whole and within 128 bits")]
            return Self::Int(number as i128);
        }
        Self::Float(number)
    }

    pub(super) fn text_bytes(&self) -> usize {
        if let Self::Text(text) = self { text.len() } else { 0 }
    }

    pub(super) fn as_float(&self) -> Option<f64> {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "rounds to nearest, as Python does")]
            Self::Int(number) => Some(*number as f64),
            Self::Float(number) => Some(*number),
            _ => None,
        }
    }

    /// The cell as the sheet has it, before its column is typed.
    pub(super) fn to_raw(&self, is_formula: bool) -> RawCell {
        let kind = match self {
            _ if is_formula => CellKind::Formula,
            Self::Blank => CellKind::Blank,
            Self::Error => CellKind::Error,
            Self::Bool(_) => CellKind::Boolean,
            Self::Int(_) | Self::Float(_) => CellKind::Number,
            Self::Text(_) => CellKind::Text,
            Self::Duration(_) | Self::Moment(_) => CellKind::Date,
        };
        let value = if *self == Self::Blank { Value::Missing } else { self.to_value() };
        RawCell { kind, value }
    }

    /// The value of a cell that its column leaves as it is.
    pub(super) fn to_value(&self) -> Value {
        match self {
            Self::Blank => Value::text(""),
            Self::Error => Value::Missing,
            Self::Bool(truth) => Value::Bool(*truth),
            Self::Int(number) => Value::Int(*number),
            Self::Float(number) => Value::Float(*number),
            Self::Text(text) => Value::Text(Rc::clone(text)),
            Self::Duration(duration) => Value::Other(Rc::from(duration.to_python_text())),
            Self::Moment(text) => Value::Other(Rc::clone(text)),
        }
    }
}

pub(super) fn not_a_number(text: &str) -> TableError {
    let start: String = text.chars().take(40).collect();
    refused(format!("a number cell holds {start:?}"))
}
