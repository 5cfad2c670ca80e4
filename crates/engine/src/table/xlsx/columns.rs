//! Names and types of columns, as the Python parser behind `pandas.read_excel` gives them.

use std::rc::Rc;

use crate::table::Value;
use crate::table::numbers::{self, NumberText};
use crate::table::typing::is_nan_word;
use crate::tsv::make_unique;

use super::cell::Cell;

/// Column names of the header row: blank ones are `Unnamed: 3`, repeated ones get `.1`, `.2`, …
pub(super) fn names(header: &[Cell]) -> Vec<Value> {
    let mut names: Vec<Value> = header
        .iter()
        .enumerate()
        .map(|(column, cell)| match cell {
            Cell::Blank => Value::text(&format!("Unnamed: {column}")),
            // A byte order mark at the start of the table is dropped.
            Cell::Text(text) if column == 0 => Value::text(text.strip_prefix('\u{feff}').unwrap_or(text)),
            cell => cell.to_value(),
        })
        .collect();
    let numbered = |name: &Value, count| Value::text(&format!("{}.{count}", name.to_python_text()));
    make_unique(&mut names, |column| header[column] == Cell::Blank, Key::of, numbered);
    names
}

/// What makes two names the same to Python: numbers and truth values compare by value.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Number(u64),
    Printed(String),
    Text(Rc<str>),
}

impl Key {
    fn of(name: &Value) -> Self {
        match name {
            Value::Text(text) => Self::Text(Rc::clone(text)),
            Value::Bool(truth) => Self::Number(f64::from(u8::from(*truth)).to_bits()),
            #[expect(clippy::cast_precision_loss, reason = "names are small numbers")]
            Value::Int(number) => Self::Number((*number as f64).to_bits()),
            Value::Float(number) => Self::Number(number.to_bits()),
            Value::Missing | Value::None | Value::Other(_) => Self::Printed(name.to_python_text()),
        }
    }
}

/// Types a column as `_infer_types` in pandas' `base_parser`, then as `DataFrame` does with lengths of time.
pub(super) fn typed(cells: &[Cell]) -> Vec<Value> {
    match numeric(cells) {
        Numeric::Numbers(values) => values,
        Numeric::Untouched => cells.iter().map(Cell::to_value).collect(),
        Numeric::No => objects(&interned(cells)),
    }
}

fn objects(cells: &[Cell]) -> Vec<Value> {
    let value = |cell: &Cell| if is_missing(cell) { Value::Missing } else { cell.to_value() };
    truths(cells).or_else(|| durations(cells)).unwrap_or_else(|| cells.iter().map(value).collect())
}

/// The cells after pandas' `sanitize_objects`, which replaces each by the first equal one: to Python `True` equals 1.
fn interned(cells: &[Cell]) -> Vec<Cell> {
    let mut first_zero = None;
    let mut first_one = None;
    cells
        .iter()
        .map(|cell| match cell {
            Cell::Bool(false) | Cell::Int(0) => *first_zero.get_or_insert(cell),
            Cell::Bool(true) | Cell::Int(1) => *first_one.get_or_insert(cell),
            cell => cell,
        })
        .cloned()
        .collect()
}

fn is_missing(cell: &Cell) -> bool {
    match cell {
        Cell::Blank | Cell::Error => true,
        Cell::Text(text) => is_nan_word(text),
        _ => false,
    }
}

enum Numeric {
    Numbers(Vec<Value>),
    /// Numbers of which neither int64 nor uint64 holds all; the cells stay as they are, blank texts too.
    Untouched,
    No,
}

/// pandas' `maybe_convert_numeric`.
fn numeric(cells: &[Cell]) -> Numeric {
    let mut seen = Seen::default();
    let mut numbers = Vec::with_capacity(cells.len());
    for cell in cells {
        match seen.number(cell) {
            Some(number) => numbers.push(number),
            None => return Numeric::No,
        }
    }
    if seen.beyond_int64 && (seen.missing || seen.negative) {
        return Numeric::Untouched;
    }
    let to_value = |number: Number| match number.float {
        None => Value::Missing,
        Some(float) if seen.float => Value::Float(float),
        Some(float) => match number.whole {
            Some(whole) if seen.whole => Value::Int(whole),
            Some(whole) => Value::Bool(whole != 0),
            None => Value::Float(float),
        },
    };
    Numeric::Numbers(numbers.into_iter().map(to_value).collect())
}

/// A cell as a number; without a float it is missing.
struct Number {
    whole: Option<i128>,
    float: Option<f64>,
}

#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, as in pandas' `Seen`")]
struct Seen {
    missing: bool,
    float: bool,
    whole: bool,
    negative: bool,
    beyond_int64: bool,
}

impl Seen {
    fn number(&mut self, cell: &Cell) -> Option<Number> {
        if is_missing(cell) {
            self.missing = true;
            self.float = true;
            return Some(Number { whole: None, float: None });
        }
        let (whole, float) = match cell {
            Cell::Bool(truth) => (Some(i128::from(*truth)), f64::from(u8::from(*truth))),
            Cell::Int(number) => {
                self.whole(*number);
                self.float |= *number < i128::from(i64::MIN) || *number > i128::from(u64::MAX);
                (Some(*number), cell.as_float()?)
            }
            Cell::Float(number) => {
                self.float = true;
                (None, *number)
            }
            Cell::Text(text) => match numbers::parse(text)? {
                NumberText::Whole(number, float) => {
                    let number =
                        number.filter(|number| (i128::from(i64::MIN)..=i128::from(u64::MAX)).contains(number))?;
                    self.whole(number);
                    (Some(number), float)
                }
                NumberText::Fractional(float) => {
                    self.float = true;
                    (None, float)
                }
            },
            Cell::Blank | Cell::Error | Cell::Duration(_) | Cell::Moment(_) => return None,
        };
        Some(Number { whole, float: Some(float) })
    }

    fn whole(&mut self, number: i128) {
        self.whole = true;
        self.negative |= (i128::from(i64::MIN)..0).contains(&number);
        self.beyond_int64 |= (i128::from(i64::MAX) + 1..=i128::from(u64::MAX)).contains(&number);
    }
}

/// pandas' `maybe_convert_bool`: truth values and the words for them, with or without missing cells.
fn truths(cells: &[Cell]) -> Option<Vec<Value>> {
    cells
        .iter()
        .map(|cell| match cell {
            Cell::Bool(truth) => Some(Value::Bool(*truth)),
            Cell::Text(text) if matches!(text.as_ref(), "True" | "TRUE" | "true") => Some(Value::Bool(true)),
            Cell::Text(text) if matches!(text.as_ref(), "False" | "FALSE" | "false") => Some(Value::Bool(false)),
            cell => is_missing(cell).then_some(Value::Missing),
        })
        .collect()
}

/// A column of nothing but lengths of time, which pandas prints in its own way.
fn durations(cells: &[Cell]) -> Option<Vec<Value>> {
    cells
        .iter()
        .map(|cell| match cell {
            Cell::Duration(duration) if duration.fits_pandas() => {
                Some(Value::Other(Rc::from(duration.to_pandas_text())))
            }
            cell => is_missing(cell).then_some(Value::Missing),
        })
        .collect()
}
