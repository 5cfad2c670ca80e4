//! The `index` of a question as VLMEvalKit compares it.

use std::fmt;
use std::rc::Rc;

use serde::{Serialize, Serializer};

use crate::table::{Value, python_float};

/// An index under Python's equality: 12 equals 12.0 and differs from the text "12".
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum IndexKey {
    Int(i128),
    /// Any other number, by its bits.
    Float(u64),
    Text(Rc<str>),
}

impl IndexKey {
    /// The key of a cell; `None` for a missing one.
    pub fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Missing | Value::None => None,
            Value::Bool(truth) => Some(Self::Int(i128::from(*truth))),
            Value::Int(number) => Some(Self::Int(*number)),
            Value::Float(number) => Some(Self::of_float(*number)),
            Value::Text(text) | Value::Other(text) => Some(Self::Text(text.clone())),
        }
    }

    /// The whole number that an index spells although it is text, as `12` or `12.0`.
    pub(crate) fn spelled_number(&self) -> Option<Self> {
        let Self::Text(text) = self else { return None };
        let text = text.trim();
        let as_float = || text.parse().ok().filter(|number: &f64| number.is_finite()).map(Self::of_float);
        let number = text.parse().ok().map(Self::Int).or_else(as_float)?;
        matches!(number, Self::Int(_)).then_some(number)
    }

    fn of_float(number: f64) -> Self {
        /// Floats from here on are compared by their bits: they exceed every index a file can hold.
        const LARGEST: f64 = 1e38;
        if number.fract() == 0.0 && number.abs() < LARGEST {
            #[expect(clippy::cast_possible_truncation, reason = "whole and below 1e38, so it fits")]
            return Self::Int(number as i128);
        }
        Self::Float(number.to_bits())
    }
}

impl fmt::Display for IndexKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(number) => number.fmt(f),
            Self::Float(bits) => f.write_str(&python_float(f64::from_bits(*bits))),
            Self::Text(text) => text.fmt(f),
        }
    }
}

impl Serialize for IndexKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Int(number) => serializer.serialize_i128(*number),
            Self::Float(bits) => serializer.serialize_f64(f64::from_bits(*bits)),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}
