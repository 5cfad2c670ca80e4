//! What is wrong with a prediction, each in one class.

use crate::python::is_python_space;
use crate::scoring::{Rule, RuleSet, extract};
use crate::table::escape::has_escape;
use crate::table::typing::is_nan_word;
use crate::table::{CELL_CHARACTERS, CellKind, RawCell, TableFormat};

use super::FindingKind;
use super::end_token::end_token;

/// What VLMEvalKit writes where a server gave no answer begins so.
const API_FAILURE: &str = "Failed to obtain answer";

/// The class of a prediction; `None` where nothing is wrong. The first that fits counts, as the order of the checks.
///
/// `printed` is the prediction as VLMEvalKit matches it, `options` are those of its row.
pub(super) fn class(
    cell: &RawCell,
    format: TableFormat,
    printed: &str,
    options: &[(char, String)],
) -> Option<FindingKind> {
    if format == TableFormat::Xlsx
        && let Some(kind) = cell_class(cell.kind)
    {
        return Some(kind);
    }
    let text = cell.value.as_text();
    if text.is_some_and(is_cut) {
        return Some(FindingKind::CellTruncated);
    }
    if text.is_some_and(has_escape) {
        return Some(FindingKind::ControlEscape);
    }
    if is_blank(cell) {
        return Some(FindingKind::BlankPrediction);
    }
    if text.is_some_and(is_nan_word) {
        return Some(FindingKind::NanTextPrediction);
    }
    if printed.contains(API_FAILURE) {
        return Some(FindingKind::ApiFailure);
    }
    let extraction = extract(printed, options, RuleSet::LATEST);
    if extraction.rule == Rule::Refusal {
        return Some(FindingKind::Refusal);
    }
    if !extraction.is_not_inferable() {
        return None;
    }
    Some(if without_end_token(printed, options).is_some() { FindingKind::EndToken } else { FindingKind::Uninferable })
}

/// A prediction without the end token that hides its letter, and the token; `None` where it has none or hides none.
pub(crate) fn without_end_token<'p>(prediction: &'p str, options: &[(char, String)]) -> Option<(&'p str, &'p str)> {
    let (at, token) = end_token(prediction)?;
    let rest = &prediction[..at];
    let is_hidden = extract(prediction, options, RuleSet::LATEST).is_not_inferable();
    (is_hidden && !extract(rest, options, RuleSet::LATEST).is_not_inferable()).then_some((rest, token))
}

/// Whether there is nothing, or nothing but white space.
pub(super) fn is_blank(cell: &RawCell) -> bool {
    cell.kind == CellKind::Blank || cell.value.as_text().is_some_and(|text| text.chars().all(is_python_space))
}

/// What a spreadsheet program made of a text.
fn cell_class(kind: CellKind) -> Option<FindingKind> {
    match kind {
        CellKind::Date => Some(FindingKind::ExcelDate),
        CellKind::Number => Some(FindingKind::ExcelNumber),
        CellKind::Boolean => Some(FindingKind::ExcelBoolean),
        CellKind::Formula => Some(FindingKind::ExcelFormula),
        CellKind::Error => Some(FindingKind::ExcelErrorValue),
        CellKind::Blank | CellKind::Text => None,
    }
}

/// Python counts characters, spreadsheet programs count units of UTF-16.
fn is_cut(text: &str) -> bool {
    // A character has at most four bytes.
    (CELL_CHARACTERS..=4 * CELL_CHARACTERS).contains(&text.len())
        && (text.chars().count() == CELL_CHARACTERS || text.encode_utf16().count() == CELL_CHARACTERS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class_of(text: &str) -> Option<FindingKind> {
        let options = [('A', "heart".to_owned()), ('B', "lung".to_owned())];
        class(&RawCell::of_text(text), TableFormat::Csv, text, &options)
    }

    #[test]
    fn every_prediction_has_one_class() {
        let cases = [
            ("A", None),
            ("the lung", None),
            ("A_x000D_", Some(FindingKind::ControlEscape)),
            ("A _x00g0_", None),
            (" \u{3000}\n", Some(FindingKind::BlankPrediction)),
            ("", Some(FindingKind::BlankPrediction)),
            ("null", Some(FindingKind::NanTextPrediction)),
            ("NULL ", Some(FindingKind::Uninferable)),
            ("Failed to obtain answer. A", Some(FindingKind::ApiFailure)),
            ("Cannot determine the answer, A", Some(FindingKind::Refusal)),
            ("Z", Some(FindingKind::Uninferable)),
            ("who knows", Some(FindingKind::Uninferable)),
            ("B<|im_end|>", Some(FindingKind::EndToken)),
            ("the lung</s>", None),
            ("A or B or neither one</s>", Some(FindingKind::Uninferable)),
            ("B. I can't process this file.</s>", Some(FindingKind::Refusal)),
        ];
        for (text, class) in cases {
            assert_eq!(class_of(text), class, "{text:?}");
        }
        assert_eq!(class_of(&"A".repeat(32_767)), Some(FindingKind::CellTruncated));
        assert_eq!(class_of(&"🫀".repeat(32_767)), Some(FindingKind::CellTruncated));
        assert_eq!(class_of(&format!("{}A", "🫀".repeat(16_383))), Some(FindingKind::CellTruncated));
        assert_eq!(class_of(&"A".repeat(32_766)), Some(FindingKind::Uninferable));
    }

    #[test]
    fn what_a_spreadsheet_made_of_a_text_counts_first() {
        let cell = RawCell { kind: CellKind::Formula, ..RawCell::of_text("") };
        assert_eq!(class(&cell, TableFormat::Xlsx, "nan", &[]), Some(FindingKind::ExcelFormula));
        let number = RawCell { kind: CellKind::Number, ..RawCell::of_text("1") };
        assert_eq!(class(&number, TableFormat::Json, "1", &[]), Some(FindingKind::Uninferable));
    }
}
