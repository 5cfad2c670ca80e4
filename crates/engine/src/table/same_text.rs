//! Whether a prediction file's cell says what the dataset's says.

use super::escape::unescaped;
use super::typing::is_nan_word;
use super::{CELL_CHARACTERS, Value};

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
