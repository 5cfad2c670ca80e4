//! Kinds of values in the rules of openpyxl (`openpyxl.descriptors`), and how Python converts text to numbers.

use std::borrow::Cow;

use super::dates;
use crate::limits::SPREADSHEET_ROWS;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Fits,
    WrongType,
    WrongValue,
}

/// Whether a value is of a kind, in the words of `openpyxl.rules`.
pub(super) fn outcome(kind: &str, value: &str) -> Outcome {
    let fits_else = |fits, otherwise| if fits { Outcome::Fits } else { otherwise };
    if let Some(pattern) = kind.strip_prefix('~') {
        let otherwise = if pattern.starts_with("cell") { Outcome::WrongType } else { Outcome::WrongValue };
        return fits_else(matches(pattern, value), otherwise);
    }
    if let Some((least, most)) = kind.split_once("..") {
        let number = match least.strip_prefix('i') {
            Some(_) => int(value).map(|_| value),
            None => Some(value),
        };
        let Some(number) = number.and_then(float) else { return Outcome::WrongType };
        let bound = |written: &str, otherwise| float(written).unwrap_or(otherwise);
        let range = bound(least.trim_start_matches('i'), f64::NEG_INFINITY)..=bound(most, f64::INFINITY);
        return fits_else(number.is_nan() || range.contains(&number), Outcome::WrongValue);
    }
    match kind {
        "" | "str" => Outcome::Fits,
        "int" => fits_else(int(value).is_some(), Outcome::WrongType),
        "float" => fits_else(float(value).is_some(), Outcome::WrongType),
        "date" => fits_else(dates::is_iso_moment(value), Outcome::WrongValue),
        // An attribute where openpyxl has an object.
        object if object.starts_with(['@', '*']) => Outcome::WrongType,
        words => fits_else(words.split('|').any(|word| word == value), Outcome::WrongValue),
    }
}

/// The patterns of `openpyxl.descriptors.excel` and of those members that openpyxl converts by hand.
fn matches(pattern: &str, value: &str) -> bool {
    let is_hexadecimal = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    match pattern {
        "rgb" => matches!(value.len(), 6 | 8) && is_hexadecimal(value),
        "hex" => !value.is_empty() && is_hexadecimal(value),
        "base64" => is_base64(value),
        "guid" => is_guid(value),
        "measure" => is_measure(value),
        "range" => is_range(&value.to_ascii_uppercase()),
        "cell" => is_cells(value),
        "cells" => value.split_whitespace().all(is_cells),
        "dimension" => is_dimension(value),
        "rotation" => matches!(int(value), Some(0..=180 | 255)),
        _ => false,
    }
}

fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    !text.is_empty() && text.len().is_multiple_of(4) && padding <= 2 && digits.bytes().all(is_digit)
}

fn is_guid(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) else { return false };
    let is_upper = |group: &str| group.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F'));
    let groups: Vec<&str> = inner.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12]) && groups.into_iter().all(is_upper)
}

fn is_measure(text: &str) -> bool {
    let after_digits = |text: &str| text.trim_start_matches(|digit: char| digit.is_ascii_digit()).to_owned();
    let rest = after_digits(text);
    if rest.len() == text.len() {
        return false;
    }
    let rest = rest.strip_prefix('.').map_or_else(|| rest.clone(), after_digits);
    ["mm", "cm", "in", "pt", "pc", "pi"].iter().any(|unit| rest.starts_with(unit))
}

/// `A1`, `A1:B2`, `A1:B`, `A:B`, with or without `$`.
fn is_range(text: &str) -> bool {
    let is_column = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    let (first, last) = text.split_once(':').map_or((text, None), |(first, last)| (first, Some(last)));
    let is_cell = |(column, row): (Option<i64>, Option<i64>)| column.is_some() && row.is_some();
    let is_end = |end: &str| corner(end).is_some_and(|(column, _)| column.is_some());
    match last {
        None => corner(first).is_some_and(is_cell),
        Some(last) => (corner(first).is_some_and(is_cell) && is_end(last)) || (is_column(first) && is_column(last)),
    }
}

/// Column and row of a corner of a range, each of which may be absent; `None` for anything else.
fn corner(text: &str) -> Option<(Option<i64>, Option<i64>)> {
    let text = text.strip_prefix('$').unwrap_or(text);
    let (letters, rest) = text.split_at(text.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(text.len()));
    let digits = rest.strip_prefix('$').unwrap_or(rest);
    if letters.len() > 3 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let number = |letter: u8| i64::from(letter.to_ascii_uppercase() - b'A') + 1;
    let column = letters.bytes().fold(0, |column, letter| column * 26 + number(letter));
    Some(((!letters.is_empty()).then_some(column), digits.parse().ok()))
}

/// Whether a text names cells, columns or rows, or nothing (`openpyxl.utils.range_boundaries`).
fn is_dimension(text: &str) -> bool {
    let (first, last) = text.split_once(':').map_or((text, None), |(first, last)| (first, Some(last)));
    match (corner(first), last.map(corner)) {
        (Some(_), None) => true,
        (Some((column, row)), Some(Some((last_column, last_row)))) => {
            column.is_some() == last_column.is_some()
                && row.is_some() == last_row.is_some()
                && (column.is_some() || row.is_some())
        }
        _ => false,
    }
}

/// Whether a text names a cell or a rectangle of cells (`openpyxl.worksheet.cell_range.CellRange`).
pub(super) fn is_cells(text: &str) -> bool {
    let cells = text.rsplit_once('!').map_or(text, |(_, cells)| cells);
    let (first, last) = cells.split_once(':').unwrap_or((cells, cells));
    let (Some((Some(column), Some(row))), Some((Some(last_column), Some(last_row)))) = (corner(first), corner(last))
    else {
        return false;
    };
    column <= last_column && 1 <= row && row <= last_row && last_row.unsigned_abs() <= SPREADSHEET_ROWS
}

/// A whole number as Python's `int` reads it: white space around, single underscores between digits.
pub(super) fn int(text: &str) -> Option<i128> {
    let text = without_underscores(text.trim())?;
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text.as_ref());
    digits.bytes().all(|digit| digit.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// The place that Python's indexing finds: negative numbers count from the end.
pub(super) fn python_index(index: i128, length: usize) -> Option<usize> {
    let length = i128::try_from(length).ok()?;
    let place = if index < 0 { index + length } else { index };
    usize::try_from(place).ok().filter(|_| place < length)
}

pub(super) fn float(text: &str) -> Option<f64> {
    without_underscores(text.trim())?.parse().ok()
}

/// The text without the underscores that Python allows between digits; `None` where one stands elsewhere.
fn without_underscores(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('_') {
        return Some(Cow::Borrowed(text));
    }
    let bytes = text.as_bytes();
    let is_digit = |place: Option<usize>| place.and_then(|place| bytes.get(place)).is_some_and(u8::is_ascii_digit);
    let mut places = memchr::memchr_iter(b'_', bytes);
    places
        .all(|place| is_digit(place.checked_sub(1)) && is_digit(Some(place + 1)))
        .then(|| Cow::Owned(text.replace('_', "")))
}

#[cfg(test)]
mod tests {
    use super::outcome;

    #[test]
    fn values_are_those_that_openpyxl_takes() {
        for case in include_str!("../../../tests/cases/openpyxl_values.tsv").lines() {
            let fields: Vec<&str> = case.split('\t').collect();
            assert_eq!(format!("{:?}", outcome(fields[1], fields[2])), fields[0], "{case:?}");
        }
    }
}
