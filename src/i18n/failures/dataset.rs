//! What is wrong with a dataset, or with delimited text of any kind.

use engine::dataset::DatasetError;
use engine::position::Position;
use engine::tsv::TsvError;

use super::super::generated::{FailuresPlaceWords, Messages};
use super::super::{Language, fill};
use super::list;
use crate::format::{bytes, integer};

/// A fault of a dataset as a sentence; `parts` are the names of its files.
pub fn dataset_fault(language: Language, fault: &DatasetError, parts: &[String]) -> String {
    let messages = language.messages();
    let (words, place) = (messages.failures.dataset, messages.failures.place);
    match fault {
        DatasetError::Tsv(fault) => delimited(messages, fault, parts),
        DatasetError::MissingColumn { name, found } => {
            fill(words.missing_column, &[("name", name), ("found", &list(messages, found))])
        }
        DatasetError::DifferentColumns { part } => {
            fill(words.different_columns, &[("file", &part_name(place.part, *part, parts))])
        }
        DatasetError::ShiftedColumns { part, extra } => fill(
            words.shifted_columns,
            &[("file", &part_name(place.part, *part, parts)), ("extra", &integer((*extra).into()))],
        ),
        DatasetError::BadReference { position, index, reference } if reference.trim().is_empty() => {
            fill(words.blank_reference, &[("index", index), ("place", &at(place, *position, parts))])
        }
        DatasetError::BadReference { position, index, reference } => fill(
            words.bad_reference,
            &[("index", index), ("reference", reference), ("place", &at(place, *position, parts))],
        ),
        DatasetError::BlankImage { position } => fill(words.blank_image, &[("place", &at(place, *position, parts))]),
        DatasetError::BlankIndex { position } => fill(words.blank_index, &[("place", &at(place, *position, parts))]),
        DatasetError::DuplicateIndex { position, first, index } => fill(
            words.duplicate_index,
            &[("index", index), ("first", &at(place, *first, parts)), ("place", &at(place, *position, parts))],
        ),
        DatasetError::IndexNotANumber { index } => fill(words.index_not_a_number, &[("index", index)]),
        DatasetError::ImagePathNotText { position } => {
            fill(words.image_path_not_text, &[("place", &at(place, *position, parts))])
        }
        DatasetError::TooManyColumns { part, limit } => fill(
            words.too_many_columns,
            &[("file", &part_name(place.part, *part, parts)), ("limit", &integer((*limit).into()))],
        ),
        DatasetError::TooMuchText { limit } => fill(words.too_much_text, &[("limit", &bytes(*limit))]),
        DatasetError::AnswerWithoutOption { position, index } => {
            fill(words.answer_without_option, &[("index", index), ("place", &at(place, *position, parts))])
        }
    }
}

/// A fault of delimited text as a sentence.
pub(super) fn delimited(messages: &Messages, fault: &TsvError, parts: &[String]) -> String {
    let (words, place) = (messages.failures.delimited, messages.failures.place);
    match fault {
        TsvError::UnterminatedQuote { position } => {
            fill(words.unterminated_quote, &[("place", &at(place, *position, parts))])
        }
        TsvError::TooManyFields { position, expected, found } => fill(
            words.too_many_fields,
            &[
                ("found", &integer((*found).into())),
                ("expected", &integer((*expected).into())),
                ("place", &at(place, *position, parts)),
            ],
        ),
        TsvError::StrayReturn { position } => fill(words.stray_return, &[("place", &at(place, *position, parts))]),
        TsvError::NotUtf8 { position } => fill(words.not_utf8, &[("place", &at(place, *position, parts))]),
        TsvError::FieldTooLong { position, limit } => {
            fill(words.field_too_long, &[("limit", &bytes(*limit)), ("place", &at(place, *position, parts))])
        }
        TsvError::Empty { part } => fill(words.empty, &[("file", &part_name(place.the_file, *part, parts))]),
    }
}

/// A position in words.
fn at(words: FailuresPlaceWords, position: Position, parts: &[String]) -> String {
    let file = part_name(words.part, position.part, parts);
    let (record, byte) = (integer(position.record), integer(position.byte));
    fill(words.position, &[("file", &file), ("record", &record), ("byte", &byte)])
}

/// The name of a file part, or `unnamed` with its number.
fn part_name(unnamed: &str, part: u32, parts: &[String]) -> String {
    let name = usize::try_from(part).ok().and_then(|part| parts.get(part));
    name.cloned().unwrap_or_else(|| fill(unnamed, &[("n", &integer(u64::from(part) + 1))]))
}
