//! One cell of a table, with the type that pandas gives it.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::rc::Rc;

/// A cell as pandas holds it after reading; printing one follows Python's `str`.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// NaN: a blank cell or one of pandas' NaN words.
    Missing,
    /// Python's `None`, which only JSON's `null` yields.
    None,
    /// `True` or `False`.
    Bool(bool),
    /// A whole number (int64, uint64, or a larger one from JSON).
    Int(i128),
    /// A number of a float64 column; never NaN, which is [`Value::Missing`].
    Float(f64),
    /// Text exactly as read.
    Text(Rc<str>),
    /// Something that is neither number nor text, as Python prints it: a date, a JSON list or object.
    Other(Rc<str>),
}

impl Value {
    /// A text cell.
    pub fn text(text: &str) -> Self {
        Self::Text(Rc::from(text))
    }

    /// Whether pandas' `isna` holds: NaN or `None`.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Missing | Self::None)
    }

    /// The text, where the cell is text.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What Python's `str` prints: `nan`, `None`, `True`, `3`, `3.0`, the text itself.
    pub fn to_python_text(&self) -> String {
        self.printed().into_owned()
    }

    /// As [`Value::to_python_text`], without a copy of a text.
    pub fn printed(&self) -> Cow<'_, str> {
        Cow::Borrowed(match self {
            Self::Missing => "nan",
            Self::None => "None",
            Self::Bool(true) => "True",
            Self::Bool(false) => "False",
            Self::Int(number) => return number.to_string().into(),
            Self::Float(number) => return python_float(*number).into(),
            Self::Text(text) | Self::Other(text) => text,
        })
    }

    /// Python's order between two cells; `None` where Python raises `TypeError` (text against number).
    pub fn python_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            // Dates, too: their texts are in the order of time.
            (Self::Text(a), Self::Text(b)) | (Self::Other(a), Self::Other(b)) => Some(a.cmp(b)),
            (Self::Int(a), Self::Int(b)) => Some(a.cmp(b)),
            _ => self.as_number()?.partial_cmp(&other.as_number()?),
        }
    }

    /// Whether this is a JSON list or object, which Python cannot put into a set.
    pub fn is_unhashable(&self) -> bool {
        matches!(self, Self::Other(text) if text.starts_with(['[', '{']))
    }

    fn as_number(&self) -> Option<f64> {
        match self {
            Self::Bool(truth) => Some(f64::from(u8::from(*truth))),
            #[expect(
                clippy::cast_precision_loss,
                reason = "Python compares int with float by value; the benchmark's numbers are small"
            )]
            Self::Int(number) => Some(*number as f64),
            Self::Float(number) => Some(*number),
            _ => None,
        }
    }
}

/// A float as Python's `repr` prints it: shortest digits that read back, exponent form below 1e-4 and from 1e16.
pub fn python_float(number: f64) -> String {
    if number.is_nan() {
        return "nan".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "inf".to_owned() } else { "-inf".to_owned() };
    }
    let scientific = nearest_shortest(number);
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let magnitude = number.abs();
    if magnitude != 0.0 && !(1e-4..1e16).contains(&magnitude) {
        let (sign, digits) = exponent.strip_prefix('-').map_or(('+', exponent), |digits| ('-', digits));
        return format!("{mantissa}e{sign}{digits:0>2}");
    }
    let decimals = mantissa.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let exponent: i64 = exponent.parse().unwrap_or(0);
    // One decimal at least: Python shows by it that the number is no int.
    let decimals = usize::try_from(i64::try_from(decimals).unwrap_or(0) - exponent).unwrap_or(0).max(1);
    format!("{number:.decimals$}")
}

/// The fewest digits that read back, in exponent form.
///
/// Of two equally near numbers of that length Python takes the even one and Rust's shortest form the greater one;
/// Rust's form with a given number of digits takes the even one, too.
fn nearest_shortest(number: f64) -> String {
    let shortest = format!("{number:e}");
    let decimals = shortest
        .split_once('e')
        .and_then(|(mantissa, _)| mantissa.split_once('.'))
        .map_or(0, |(_, decimals)| decimals.len());
    format!("{number:.decimals$e}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_print_as_python_repr() {
        let cases = [
            (5.0, "5.0"),
            (100_000.0, "100000.0"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1e16, "1e+16"),
            (9_999_999_999_999_998.0, "9999999999999998.0"),
            (1.5e-5, "1.5e-05"),
            (0.0001, "0.0001"),
            (-0.0, "-0.0"),
            (1e300, "1e+300"),
            (f64::NEG_INFINITY, "-inf"),
            (2_254_241_657_439_077.0 / 4.0, "563560414359769.2"),
            (2_251_799_813_685_251.0 / 4.0, "562949953421312.8"),
            (0.000_123, "0.000123"),
            (5e-324, "5e-324"),
            (1234.5, "1234.5"),
        ];
        for (number, printed) in cases {
            assert_eq!(python_float(number), printed);
        }
    }

    #[test]
    fn text_and_numbers_have_no_order() {
        assert_eq!(Value::text("1").python_cmp(&Value::Int(1)), None);
        assert_eq!(Value::Missing.python_cmp(&Value::text("a")), None);
        assert_eq!(Value::Bool(true).python_cmp(&Value::Int(0)), Some(Ordering::Greater));
    }
}
