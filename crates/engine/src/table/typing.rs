//! The type that pandas gives a column of delimited text.
//!
//! Follows `TextReader._convert_tokens` of pandas 2.3: integers, then floats, then booleans, else text. pandas decides
//! for blocks of rows by themselves and then puts them below each other, see [`rows_at_a_time`] and
//! [`ColumnType::concatenated`].

use super::Value;
use super::number::{self, Integer};
use super::number_text;

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

/// Number of rows that pandas types together in a file of so many columns: the greatest power of two below 2^20 cells,
/// less than which there are in a row of them (`TextReader.__cinit__`, `buffer_lines`).
pub fn rows_at_a_time(columns: usize) -> usize {
    let most = (1 << 20) / columns.max(1);
    let mut rows = 1;
    while rows * 2 < most {
        rows *= 2;
    }
    rows
}

/// The type of a column.
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
            None if values.clone().all(|text| number_text::float(text).is_some()) => Self::Float,
            None if values.clone().all(|text| boolean(text).is_some()) => {
                if has_nan {
                    Self::BoolObject
                } else {
                    Self::Bool
                }
            }
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
            Self::Int | Self::UnsignedInt => int_value(text),
            Self::FloatFromInt if number::integer(text) == Integer::Fits(i64::MIN.into()) => Some(Value::Missing),
            Self::FloatFromInt => float_from_int(text).or_else(|| float_value(text)),
            Self::Float => float_value(text),
            Self::Bool | Self::BoolObject => boolean(text).map(Value::Bool),
        };
        value.unwrap_or_else(|| Value::text(text))
    }
}

fn int_value(text: &str) -> Option<Value> {
    match number::integer(text) {
        Integer::Fits(number) => Some(Value::Int(number)),
        Integer::Overflow | Integer::Invalid => boolean(text).map(|truth| Value::Int(i128::from(truth))),
    }
}

/// pandas reads the column as int64 first, so the float is the one nearest to the whole number.
#[expect(clippy::cast_precision_loss, reason = "as in pandas")]
fn float_from_int(text: &str) -> Option<Value> {
    match number::integer(text) {
        Integer::Fits(number) => Some(Value::Float(number as f64)),
        Integer::Overflow | Integer::Invalid => None,
    }
}

fn float_value(text: &str) -> Option<Value> {
    let number = number_text::float(text).or_else(|| boolean(text).map(|truth| f64::from(u8::from(truth))));
    number.map(Value::Float)
}

fn boolean(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        return Some(true);
    }
    text.eq_ignore_ascii_case("false").then_some(false)
}

/// The type that pandas' integer parsers decide on; `None` where they leave the column to floats and booleans.
fn integer_type<'a>(values: impl Iterator<Item = &'a str> + Clone, has_nan: bool) -> Option<ColumnType> {
    for text in values.clone() {
        match number::integer(text) {
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
        match number::integer(text) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(texts: &[&str]) -> (ColumnType, Vec<Value>) {
        let kind = ColumnType::of(&texts.iter().copied());
        (kind, texts.iter().map(|text| kind.value(text)).collect())
    }

    #[test]
    fn one_value_decides_for_all() {
        assert_eq!(typed(&["007", "-1"]), (ColumnType::Int, vec![Value::Int(7), Value::Int(-1)]));
        assert_eq!(typed(&["3", "NA"]), (ColumnType::FloatFromInt, vec![Value::Float(3.0), Value::Missing]));
        assert_eq!(typed(&["1e5", "3"]), (ColumnType::Float, vec![Value::Float(1e5), Value::Float(3.0)]));
        assert_eq!(typed(&["tRue", "FALSE"]), (ColumnType::Bool, vec![Value::Bool(true), Value::Bool(false)]));
        assert_eq!(typed(&["true", ""]), (ColumnType::BoolObject, vec![Value::Bool(true), Value::Missing]));
        assert_eq!(typed(&["true", "1"]), (ColumnType::Text, vec![Value::text("true"), Value::text("1")]));
        assert_eq!(typed(&["nan", "null"]).0, ColumnType::Float);
        assert_eq!(typed(&["007", "x", "None"]).1, [Value::text("007"), Value::text("x"), Value::Missing]);
    }

    #[test]
    fn blocks_are_smaller_in_wider_files() {
        let rows = [(1, 524_288), (2, 262_144), (15, 65_536), (16, 32_768), (31, 32_768), (32, 16_384), (2_000_000, 1)];
        for (columns, expected) in rows {
            assert_eq!(rows_at_a_time(columns), expected, "{columns}");
        }
    }

    #[test]
    fn integers_beyond_int64() {
        const U64: &str = "9223372036854775808";
        const HUGE: &str = "99999999999999999999";
        for (texts, kind) in [
            (vec![U64, "1"], ColumnType::UnsignedInt),
            (vec![U64, "-1"], ColumnType::Text),
            (vec![U64, ""], ColumnType::TextWithoutNan),
            (vec!["1", ""], ColumnType::FloatFromInt),
            (vec![U64, "1.5"], ColumnType::Float),
            (vec!["", U64, "1.5"], ColumnType::Float),
            (vec![HUGE, "1.5"], ColumnType::Text),
            (vec!["1.5", HUGE], ColumnType::Float),
            (vec!["18446744073709551616.0", "1"], ColumnType::Text),
            (vec!["18446744073709551615.0", "1"], ColumnType::Float),
            (vec!["-9223372036854775809", "1"], ColumnType::Text),
            (vec!["-99999999999999999999", "1.5"], ColumnType::Float),
        ] {
            assert_eq!(ColumnType::of(&texts.iter().copied()), kind, "{texts:?}");
        }
    }

    #[test]
    fn parts_find_a_common_type() {
        use ColumnType::{Bool, BoolObject, Empty, Float, FloatFromInt, Int, Text, UnsignedInt};
        assert_eq!(ColumnType::concatenated(&[Int, Float]), [Float, Float]);
        assert_eq!(ColumnType::concatenated(&[Int, Empty]), [Int, Int]);
        assert_eq!(ColumnType::concatenated(&[Int, UnsignedInt]), [Float, Float]);
        assert_eq!(ColumnType::concatenated(&[Int, Text, Float]), [Int, Text, Float]);
        assert_eq!(ColumnType::concatenated(&[Int, FloatFromInt]), [Float, FloatFromInt]);
        assert_eq!(ColumnType::concatenated(&[Bool, Bool]), [Bool, Bool]);
        assert_eq!(ColumnType::concatenated(&[Bool, Int]), [Int, Int]);
        assert_eq!(ColumnType::concatenated(&[Bool, Float]), [Float, Float]);
        assert_eq!(ColumnType::concatenated(&[BoolObject, Float]), [BoolObject, Float]);
        assert_eq!(Int.value("true"), Value::Int(1));
        assert_eq!(Float.value("True"), Value::Float(1.0));
    }
}
