//! Whether a prediction file's cell says what the dataset's says.

use crate::table::escape::{ESCAPE, escaped};
use crate::table::typing::is_nan_word;
use crate::table::{CELL_CHARACTERS, Value};

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
    match (one.parse::<f64>(), other.parse::<f64>()) {
        #[expect(clippy::float_cmp, reason = "both are read from texts of the same number")]
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

fn is_from_spreadsheet(file: &str, dataset: &str) -> bool {
    let is_cut = file.chars().count() == CELL_CHARACTERS && dataset.starts_with(file);
    is_cut || (file.contains("_x") && decoded(file) == dataset)
}

/// The text with `_x000D_` as the characters they stand for.
fn decoded(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        plain.push_str(before);
        let length = if let Some(character) = escaped(escape).and_then(char::from_u32) {
            plain.push(character);
            ESCAPE
        } else {
            plain.push_str("_x");
            2
        };
        rest = &escape[length..];
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_their_readers_change_nothing() {
        let same = [
            (Value::Int(5), Value::text("5.0")),
            (Value::text("007"), Value::Int(7)),
            (Value::Missing, Value::text("")),
            (Value::None, Value::Missing),
            (Value::text("a_x000D_\nb"), Value::text("a\r\nb")),
            (Value::text(&"x".repeat(32_767)), Value::text(&"x".repeat(40_000))),
        ];
        for (file, dataset) in same {
            assert!(is_same(&file, &dataset), "{file:?} {dataset:?}");
        }
        let different = [
            (Value::text("heart"), Value::text("Heart")),
            (Value::text("heart "), Value::text("heart")),
            (Value::Missing, Value::text("heart")),
            (Value::text("_x00"), Value::text("_x0")),
        ];
        for (file, dataset) in different {
            assert!(!is_same(&file, &dataset), "{file:?} {dataset:?}");
        }
    }
}
