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
            _ => Some(self.number()?.cmp(other.number()?)),
        }
    }

    /// Whether this is a JSON list or object, which Python cannot put into a set.
    pub fn is_unhashable(&self) -> bool {
        matches!(self, Self::Other(text) if text.starts_with(['[', '{']))
    }

    fn number(&self) -> Option<Number> {
        match self {
            Self::Bool(truth) => Some(Number::Whole(i128::from(*truth))),
            Self::Int(number) => Some(Number::Whole(*number)),
            Self::Float(number) => Some(Number::Float(*number)),
            _ => None,
        }
    }
}

/// A number, in the order that Python gives numbers of any type: by what they are worth, without rounding.
#[derive(Clone, Copy)]
enum Number {
    Whole(i128),
    /// Never NaN.
    Float(f64),
}

impl Number {
    fn cmp(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Whole(a), Self::Whole(b)) => a.cmp(&b),
            // Zeros of either sign are equal.
            (Self::Float(a), Self::Float(b)) => a.partial_cmp(&b).unwrap_or(Ordering::Equal),
            (Self::Whole(a), Self::Float(b)) => compare(a, b),
            (Self::Float(a), Self::Whole(b)) => compare(b, a).reverse(),
        }
    }
}

fn compare(whole: i128, float: f64) -> Ordering {
    /// 2^127, one more than the greatest whole number here.
    const END: f64 = 170_141_183_460_469_231_731_687_303_715_884_105_728.0;
    if float >= END {
        return Ordering::Less;
    }
    if float < -END {
        return Ordering::Greater;
    }
    #[expect(clippy::cast_possible_truncation, reason = "within 128 bits")]
    let below = float.floor() as i128;
    whole.cmp(&below).then(if float.fract() == 0.0 { Ordering::Equal } else { Ordering::Less })
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
    use proptest::prelude::*;

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

    /// Numbers that rounding would make equal, and their neighbours.
    fn number() -> impl Strategy<Value = Value> {
        let close = (60..127_u32, -3..3_i128).prop_map(|(bits, off)| Value::Int((1 << bits) + off));
        let powers = (60..1023_i32, any::<bool>()).prop_map(|(bits, negative)| {
            let power = 2_f64.powi(bits);
            Value::Float(if negative { -power } else { power })
        });
        let floats = any::<f64>().prop_filter("NaN is `Missing`", |number| !number.is_nan()).prop_map(Value::Float);
        let halves = (-8..8_i32).prop_map(|halves| Value::Float(f64::from(halves) / 2.0));
        prop_oneof![
            close,
            powers,
            floats,
            halves,
            any::<bool>().prop_map(Value::Bool),
            any::<i128>().prop_map(Value::Int)
        ]
    }

    proptest! {
        #[test]
        fn numbers_are_in_a_total_order(a in number(), b in number(), c in number()) {
            let order = |a: &Value, b: &Value| a.python_cmp(b).unwrap();
            prop_assert_eq!(order(&a, &a), Ordering::Equal);
            prop_assert_eq!(order(&a, &b), order(&b, &a).reverse());
            let mut sorted = [a, b, c];
            sorted.sort_by(|a, b| order(a, b));
            let [a, b, c] = &sorted;
            prop_assert!(order(a, b).is_le() && order(b, c).is_le() && order(a, c).is_le());
            prop_assert_eq!(order(a, c).is_eq(), order(a, b).is_eq() && order(b, c).is_eq());
        }
    }

    #[test]
    fn whole_numbers_are_not_rounded_to_compare_them() {
        let float = Value::Float(9_007_199_254_740_992.0);
        assert_eq!(Value::Int(9_007_199_254_740_993).python_cmp(&float), Some(Ordering::Greater));
        assert_eq!(Value::Int(9_007_199_254_740_992).python_cmp(&float), Some(Ordering::Equal));
        assert_eq!(Value::Float(-0.5).python_cmp(&Value::Int(0)), Some(Ordering::Less));
        assert_eq!(Value::Int(i128::MAX).python_cmp(&Value::Float(f64::INFINITY)), Some(Ordering::Less));
        assert_eq!(Value::Int(i128::MIN).python_cmp(&Value::Float(f64::NEG_INFINITY)), Some(Ordering::Greater));
    }

    #[test]
    fn text_and_numbers_have_no_order() {
        assert_eq!(Value::text("1").python_cmp(&Value::Int(1)), None);
        assert_eq!(Value::Missing.python_cmp(&Value::text("a")), None);
        assert_eq!(Value::Bool(true).python_cmp(&Value::Int(0)), Some(Ordering::Greater));
    }
}
