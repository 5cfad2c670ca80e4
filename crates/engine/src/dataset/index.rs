//! The `index` of a question as VLMEvalKit compares it.

use std::fmt;
use std::rc::Rc;

use crate::table::Value;

/// An index under Python's equality: 12 equals 12.0 and differs from the text "12".
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum IndexKey {
    /// A whole number.
    Int(i128),
    /// Any other number, by its bits.
    Float(u64),
    /// Text, compared literally.
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

    fn of_float(number: f64) -> Self {
        /// Floats at or above this are compared by their bits: they exceed every index a file can hold.
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
            Self::Float(bits) => f64::from_bits(*bits).fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}
