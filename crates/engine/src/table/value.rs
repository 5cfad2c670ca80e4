//! One cell of a table, with the type that pandas gives it.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::rc::Rc;

use super::CELL_CHARACTERS;
use super::escape::unescaped;
use super::typing::is_nan_word;

/// A cell as pandas holds it after reading; printing one follows Python's `str`.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// NaN: a blank cell or one of pandas' NaN words.
    Missing,
    /// Python's `None`, which only JSON's `null` yields.
    None,
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
    pub fn text(text: &str) -> Self {
        Self::Text(Rc::from(text))
    }

    /// Whether pandas' `isna` holds: NaN or `None`.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Missing | Self::None)
    }

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

    /// Python's order between two cells; `None` where Python raises `TypeError`, as between text and number, and where
    /// one of them is missing.
    pub fn python_cmp(&self, other: &Self) -> Option<Ordering> {
        (self.rank() == other.rank() && !self.is_missing()).then(|| self.total_cmp(other))
    }

    /// A total order of all cells that agrees with Python's where Python has one: numbers, text, dates, missing cells.
    pub fn total_cmp(&self, other: &Self) -> Ordering {
        match (self.number(), other.number()) {
            (Some(a), Some(b)) => a.cmp(b),
            _ => self.rank().cmp(&other.rank()).then_with(|| self.own_text().cmp(other.own_text())),
        }
    }

    /// Whether this is a JSON list or object, which Python cannot put into a set.
    pub fn is_unhashable(&self) -> bool {
        matches!(self, Self::Other(text) if text.starts_with(['[', '{']))
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Bool(_) | Self::Int(_) | Self::Float(_) => 0,
            Self::Text(_) => 1,
            Self::Other(_) => 2,
            Self::Missing | Self::None => 3,
        }
    }

    /// The text of a cell that holds one. Texts of dates are in the order of time.
    fn own_text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Other(text) => text,
            _ => "",
        }
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

/// A number, in the order that Python gives numbers of any type: by their exact values.
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

/// Whether both cells say the same, apart from what writing and reading a file does to them: blank is blank, numbers
/// compare by value (`5` and `5.0`), and a spreadsheet cuts long texts and writes control characters as `_x000D_`.
pub(crate) fn is_same(file: &Value, dataset: &Value) -> bool {
    if is_blank(file) || is_blank(dataset) {
        return is_blank(file) && is_blank(dataset);
    }
    if file == dataset {
        return true;
    }
    let (file, dataset) = (file.to_python_text(), dataset.to_python_text());
    file == dataset || is_same_number(&file, &dataset) || is_from_spreadsheet(&file, &dataset)
}

/// Whether a cell holds nothing, for pandas or for the eye.
pub(crate) fn is_blank(value: &Value) -> bool {
    match value {
        Value::Missing | Value::None => true,
        Value::Text(text) => is_nan_word(text),
        _ => false,
    }
}

fn is_same_number(one: &str, other: &str) -> bool {
    one.parse::<f64>().is_ok_and(|one| other.parse() == Ok(one))
}

fn is_from_spreadsheet(file: &str, dataset: &str) -> bool {
    let is_cut = file.chars().count() == CELL_CHARACTERS && dataset.starts_with(file);
    is_cut || (file.contains("_x") && unescaped(file) == dataset)
}
