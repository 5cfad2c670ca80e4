//! The type that pandas gives a column of delimited text.
//!
//! Follows `TextReader._convert_tokens` of pandas 2.3: integers, then floats, then booleans, else text. pandas decides
//! for blocks of rows by themselves and then puts them below each other, see [`rows_at_a_time`] and
//! [`ColumnType::concatenated`].

use super::Value;
use super::numbers::{self, Integer};

/// Whether pandas takes a field for NaN, in whatever column it stands.
pub fn is_nan_word(text: &str) -> bool {
    matches!(
        text,
        "" | "#N/A"
            | "#N/A N/A"
            | "#NA"
            | "-1.#IND"
            | "-1.#QNAN"
            | "-NaN"
            | "-nan"
            | "1.#IND"
            | "1.#QNAN"
            | "<NA>"
            | "N/A"
            | "NA"
            | "NULL"
            | "NaN"
            | "None"
            | "n/a"
            | "nan"
            | "null"
    )
}

/// Number of rows that pandas types together in a file of that many columns: a power of two, so that a block has less
/// than 2^20 cells (`TextReader.__cinit__`, `buffer_lines`).
pub fn rows_at_a_time(columns: usize) -> usize {
    let most = (1 << 20) / columns.max(1);
    let mut rows = 1;
    while rows * 2 < most {
        rows *= 2;
    }
    rows
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// No value at all: pandas' empty column of objects.
    Empty,
    /// int64; without NaN.
    Int,
    /// uint64; without NaN.
    UnsignedInt,
    /// float64, NaN included; also where every value is NaN.
    Float,
    /// Integers made floats by NaN; pandas marks NaN by the least int64, which therefore becomes NaN itself.
    FloatFromInt,
    /// bool; without NaN.
    Bool,
    /// Booleans and NaN among objects.
    BoolObject,
    /// Text, as written, and NaN.
    Text,
    /// Text where even the NaN words are text: integers beyond int64 together with NaN.
    TextWithoutNan,
}

impl ColumnType {
    /// The type of a column that holds these raw texts.
    ///
    /// Repeated texts may be left out, but the first occurrences must stand in the column's order: which literal is met
    /// first decides whether pandas tries floats (`1.5`) or gives up (an integer beyond uint64).
    pub fn of<'a>(texts: &(impl Iterator<Item = &'a str> + Clone)) -> Self {
        if texts.clone().next().is_none() {
            return Self::Empty;
        }
        let values = texts.clone().filter(|text| !is_nan_word(text));
        let has_nan = texts.clone().any(is_nan_word);
        if values.clone().next().is_none() {
            return Self::Float;
        }
        match integer_type(values.clone(), has_nan) {
            Some(kind) => kind,
            None if values.clone().all(|text| numbers::float(text).is_some()) => Self::Float,
            None if has_nan && values.clone().all(|text| boolean(text).is_some()) => Self::BoolObject,
            None if values.clone().all(|text| boolean(text).is_some()) => Self::Bool,
            None => Self::Text,
        }
    }

    /// The types of parts that are put below each other as `pandas.concat` does: numeric parts find a common type, else
    /// each part keeps its own.
    pub fn concatenated(parts: &[Self]) -> Vec<Self> {
        if parts.iter().any(|kind| kind.is_object()) {
            return parts.to_vec();
        }
        let has = |kind| parts.contains(&kind);
        let common = if has(Self::Float) || has(Self::FloatFromInt) || (has(Self::UnsignedInt) && has(Self::Int)) {
            Self::Float
        } else {
            let widest_first = [Self::UnsignedInt, Self::Int, Self::Bool];
            widest_first.into_iter().find(|&kind| has(kind)).unwrap_or(Self::Empty)
        };
        let of_part = |&kind: &Self| if kind == Self::FloatFromInt { kind } else { common };
        parts.iter().map(of_part).collect()
    }

    fn is_object(self) -> bool {
        matches!(self, Self::Text | Self::TextWithoutNan | Self::BoolObject)
    }

    /// The value of a raw text of this column.
    pub fn value(self, text: &str) -> Value {
        if is_nan_word(text) && self != Self::TextWithoutNan {
            return Value::Missing;
        }
        let value = match self {
            Self::Empty | Self::Text | Self::TextWithoutNan => None,
            Self::Int | Self::UnsignedInt => match numbers::integer(text) {
                Integer::Fits(number) => Some(Value::Int(number)),
                _ => boolean(text).map(|truth| Value::Int(truth.into())),
            },
            Self::FloatFromInt => match numbers::integer(text) {
                Integer::Fits(number) if number == i64::MIN.into() => Some(Value::Missing),
                // pandas reads the column as int64 first, so the float is the one nearest to the whole number.
                #[expect(clippy::cast_precision_loss, reason = "as in pandas")]
                Integer::Fits(number) => Some(Value::Float(number as f64)),
                _ => float(text),
            },
            Self::Float => float(text),
            Self::Bool | Self::BoolObject => boolean(text).map(Value::Bool),
        };
        value.unwrap_or_else(|| Value::text(text))
    }
}

fn float(text: &str) -> Option<Value> {
    let number = numbers::float(text).or_else(|| boolean(text).map(|truth| u8::from(truth).into()));
    number.map(Value::Float)
}

fn boolean(text: &str) -> Option<bool> {
    let is_true = text.eq_ignore_ascii_case("true");
    (is_true || text.eq_ignore_ascii_case("false")).then_some(is_true)
}

/// The type that pandas' integer parsers decide on; `None` where they leave the column to floats and booleans.
fn integer_type<'a>(values: impl Iterator<Item = &'a str> + Clone, has_nan: bool) -> Option<ColumnType> {
    for text in values.clone() {
        match numbers::integer(text) {
            Integer::Fits(number) if i64::try_from(number).is_ok() => {}
            Integer::Invalid => return None,
            Integer::Fits(_) | Integer::Overflow => return unsigned_type(values, has_nan),
        }
    }
    Some(if has_nan { ColumnType::FloatFromInt } else { ColumnType::Int })
}

/// As [`integer_type`], for a column with an integer beyond int64.
fn unsigned_type<'a>(values: impl Iterator<Item = &'a str>, has_nan: bool) -> Option<ColumnType> {
    let mut has_negative = false;
    let mut has_unsigned = false;
    for text in values {
        if text.trim_ascii_start().starts_with('-') {
            // pandas looks no further than the sign.
            has_negative = true;
            continue;
        }
        match numbers::integer(text) {
            Integer::Fits(number) if u64::try_from(number).is_ok() => has_unsigned |= i64::try_from(number).is_err(),
            Integer::Invalid => return None,
            Integer::Fits(_) | Integer::Overflow => return Some(ColumnType::Text),
        }
    }
    Some(match (has_unsigned, has_negative, has_nan) {
        (true, false, false) => ColumnType::UnsignedInt,
        (true, _, true) => ColumnType::TextWithoutNan,
        _ => ColumnType::Text,
    })
}
