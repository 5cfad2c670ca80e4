//! What is wrong with a prediction, each in one class.

use crate::python::is_python_space;
use crate::scoring::{Rule, RuleSet, extract};
use crate::table::escape::has_escape;
use crate::table::typing::is_nan_word;
use crate::table::{CELL_CHARACTERS, CellKind, RawCell, TableFormat};

use super::FindingKind;

/// What VLMEvalKit writes where a server gave no answer begins so.
const API_FAILURE: &str = "Failed to obtain answer";

/// Names of the tokens between angle brackets that models end their turns with, in lower case, beside those between bars
/// such as `<|im_end|>`. Some servers leave them at the end of a prediction.
const ANGLED: &str = "/s|eos|eot|eom|eoa|eod|eoc|end|pad|im_end|end_of_turn|end_of_text|endoftext|end_of_sentence|\
    end_of_utterance|end_of_answer|/assistant";

/// Those between square brackets, in lower case.
const SQUARE: &str = "eos|pad|sep|/inst|end of text";

/// Beginnings of names that vocabularies have left for later use, where some models end.
const RESERVED: [&str; 3] = ["reserved_", "unused", "unused_token_"];

/// Longest name of a token, in bytes.
const NAME_BYTES: usize = 48;

/// The class of a prediction; `None` where nothing is wrong. Of several classes the first counts, in the order of the tests.
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
    let classes = [
        (FindingKind::CellTruncated, text.is_some_and(is_cut)),
        (FindingKind::ControlEscape, text.is_some_and(has_escape)),
        (FindingKind::BlankPrediction, is_blank(cell)),
        (FindingKind::NanTextPrediction, text.is_some_and(is_nan_word)),
        (FindingKind::ApiFailure, printed.contains(API_FAILURE)),
    ];
    if let Some((kind, _)) = classes.into_iter().find(|(_, is_of_class)| *is_of_class) {
        return Some(kind);
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

/// The end tokens at the end of a text: where the first of them begins, and it.
fn end_token(text: &str) -> Option<(usize, &str)> {
    let mut found = None;
    let mut rest = text.trim_end();
    while let Some(token) = last_token(rest) {
        let at = rest.len() - token.len();
        found = Some((at, token));
        rest = rest[..at].trim_end();
    }
    found
}

fn last_token(text: &str) -> Option<&str> {
    let (open, names) = match text.chars().next_back()? {
        '>' => ('<', ANGLED),
        ']' => ('[', SQUARE),
        _ => return None,
    };
    let token = &text[text.rfind(open)?..];
    let name = token.get(1..token.len() - 1).filter(|name| name.len() <= NAME_BYTES)?.to_lowercase();
    let is_barred = name.len() > 2 && name.ends_with(['|', '\u{ff5c}']) && open == '<';
    let is_name = |character: char| character.is_alphanumeric() || "_-./|\u{ff5c}\u{2581}".contains(character);
    let is_reserved = || RESERVED.iter().any(|start| name.starts_with(start));
    let is_token =
        names.split('|').any(|known| known == name) || ((is_barred || is_reserved()) && name.chars().all(is_name));
    is_token.then_some(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_many_models_are_known() {
        let tokens = "<|im_end|>, </s>, <end_of_turn>, <|endoftext|>, <|eot_id|>, <|end|>, <eos>, <turn|>, \
            <\u{ff5c}end\u{2581}of\u{2581}sentence\u{ff5c}>, [EOS], [/INST], <|return|>, <reserved_107>, \
            [UNUSED_TOKEN_145], [end of text], <end_of_utterance>";
        for token in tokens.split(", ") {
            assert_eq!(end_token(&format!("B{token}")), Some((1, token)));
            assert_eq!(end_token(&format!("B {token}\n<|im_end|> \n")), Some((2, token)));
        }
        for text in ["B", "B>", "<b>B</b>", "B]", "[B]", "x < 3 |>", "<||>", "", ">", "<answer>B</answer>", "</s>B"] {
            assert_eq!(end_token(text), None, "{text:?}");
        }
    }
}
