//! Why predictions cannot be scored.

use engine::scoring::ScoreError;

use super::super::fill;
use super::super::generated::Messages;
use super::list;
use crate::format::{bytes, integer};

/// A fault of scoring as a sentence.
pub(super) fn what(messages: &Messages, fault: &ScoreError) -> String {
    let words = messages.failures.score;
    match fault {
        ScoreError::MissingColumn { name, found } => {
            fill(words.missing_column, &[("name", name), ("found", &list(messages, found))])
        }
        ScoreError::ColumnNameNotText { name } => fill(words.column_name_not_text, &[("name", name)]),
        ScoreError::BlankIndex { rows } => fill(words.blank_index, &[("rows", &integer(*rows))]),
        ScoreError::MixedIndex => words.mixed_index.to_owned(),
        ScoreError::UnknownIndex { rows, first } => {
            fill(words.unknown_index, &[("rows", &integer(*rows)), ("first", first)])
        }
        ScoreError::NoAnswers => words.no_answers.to_owned(),
        ScoreError::BlankAnswers => words.blank_answers.to_owned(),
        ScoreError::QuestionNotText { index, rows } => {
            fill(words.question_not_text, &[("index", index), ("rows", &integer(*rows))])
        }
        ScoreError::TableTooLarge { column, cells, limit } => {
            fill(words.table_too_large, &[("column", column), ("cells", &integer(*cells)), ("limit", &integer(*limit))])
        }
        ScoreError::NamesTooLong { column, bytes: size, limit } => {
            fill(words.names_too_long, &[("column", column), ("size", &bytes(*size)), ("limit", &bytes(*limit))])
        }
        ScoreError::LogsTooLong { bytes: size, limit } => {
            fill(words.logs_too_long, &[("size", &bytes(*size)), ("limit", &bytes(*limit))])
        }
        ScoreError::Unsortable { column } => fill(words.unsortable, &[("column", column)]),
    }
}
