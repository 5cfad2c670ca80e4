//! Why there is no score for a prediction file.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::GROUP_COLUMNS;
use super::groups::{Groups, OVERALL_COLUMNS, Splits, is_mixed};
use crate::dataset::IndexKey;
use crate::limits::{NAMES_SHOWN, shown};
use crate::table::{Column, Frame, Value};

/// Why VLMEvalKit refuses a prediction file or fails on it; in brackets the exception that it raises.
/// `limit` is the greatest accepted number.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum ScoreError {
    /// A column that scoring needs is absent (`KeyError`, for groups `ValueError`).
    #[error("the prediction file has no column {name:?}; it has {found:?}")]
    MissingColumn {
        name: String,
        /// The columns there are (the first 40).
        found: Vec<String>,
    },
    /// A column name is a number or a date (`AttributeError`).
    #[error("column name {name} is no text")]
    ColumnNameNotText {
        /// The name as Python prints it.
        name: String,
    },
    /// An index is blank (`AssertionError`).
    #[error("{rows} rows have no index")]
    BlankIndex { rows: u64 },
    /// Indices mix text and numbers, so they have no order (`TypeError`).
    #[error("the index column mixes text and numbers")]
    MixedIndex,
    /// Indices that the dataset does not have (`AssertionError`).
    #[error("{rows} rows have an index that the dataset does not have, the first is {first}")]
    UnknownIndex { rows: u64, first: String },
    /// The dataset has no answers, as TEST (`KeyError`).
    #[error("the dataset has no answer column")]
    NoAnswers,
    /// The dataset's answers are all blank, as in some copies of TEST; VLMEvalKit would count every row as wrong.
    #[error("every answer of the dataset is blank")]
    BlankAnswers,
    /// A question is blank or no text (`TypeError`).
    #[error("the question of index {index} is blank or no text ({rows} rows)")]
    QuestionNotText {
        /// Index of the first such row.
        index: String,
        rows: u64,
    },
    #[error("the table of column {column:?} has {cells} cells, the limit is {limit}")]
    TableTooLarge { column: String, cells: u64, limit: u64 },
    #[error("the table of column {column:?} has names of {bytes} bytes, the limit is {limit}")]
    NamesTooLong { column: String, bytes: u64, limit: u64 },
    /// The result as text would repeat a long prediction in the log of each row of its index.
    #[error("the logs of rows that share an index would repeat {bytes} bytes, the limit is {limit}")]
    LogsTooLong { bytes: u64, limit: u64 },
    /// A column holds values that Python cannot sort together, as text and blanks (`TypeError`).
    #[error("column {column:?} mixes values that cannot be sorted together")]
    Unsortable { column: String },
}

impl ScoreError {
    /// The name of the kind, as programs read it in the JSON of a score that could not be given.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::MissingColumn { .. } => "MissingColumn",
            Self::ColumnNameNotText { .. } => "ColumnNameNotText",
            Self::BlankIndex { .. } => "BlankIndex",
            Self::MixedIndex => "MixedIndex",
            Self::UnknownIndex { .. } => "UnknownIndex",
            Self::NoAnswers => "NoAnswers",
            Self::BlankAnswers => "BlankAnswers",
            Self::QuestionNotText { .. } => "QuestionNotText",
            Self::TableTooLarge { .. } => "TableTooLarge",
            Self::NamesTooLong { .. } => "NamesTooLong",
            Self::LogsTooLong { .. } => "LogsTooLong",
            Self::Unsortable { .. } => "Unsortable",
        }
    }
}

/// The column of that exact name, or the error that names it.
pub(super) fn require_column<'f>(frame: &'f Frame, name: &str) -> Result<&'f Column, ScoreError> {
    frame.column(name).ok_or_else(|| {
        let found = frame.columns().iter().take(NAMES_SHOWN).map(|column| column.name.to_python_text()).collect();
        ScoreError::MissingColumn { name: name.to_owned(), found }
    })
}

/// What makes VLMEvalKit give no score for a table that has an index and predictions, in the order in which it raises
/// (`GMAIMMBenchDataset.evaluate`). Score tells the first, Check all of them.
///
/// `column` finds a column by its name in lower case, `is_known` tells whether the dataset has an index.
pub(crate) fn refusals<'f>(
    frame: &Frame,
    column: impl Fn(&str) -> Option<&'f Column>,
    is_known: impl Fn(&IndexKey) -> bool,
) -> Vec<ScoreError> {
    let Some(Column { values: index, .. }) = column("index") else { return Vec::new() };
    let mixed = is_mixed(index.iter()).then_some(ScoreError::MixedIndex);
    let of_question = match column("question") {
        Some(question) => question_fault(index, &question.values),
        None => require_column(frame, "question").err(),
    };
    let rows: Vec<usize> = (0..index.len()).collect();
    let splits = Splits::of(column("split"), &rows);
    let of_table = |name| match column(name) {
        Some(column) => splits.sorted_values(&Groups::of_rows(column, &rows), name).err(),
        None if OVERALL_COLUMNS.contains(&name) => None,
        None => require_column(frame, name).err(),
    };
    let of_tables = OVERALL_COLUMNS.into_iter().chain(GROUP_COLUMNS).filter_map(of_table);
    mixed.into_iter().chain(index_fault(index, is_known)).chain(of_question).chain(of_tables).collect()
}

fn index_fault(index: &[Value], is_known: impl Fn(&IndexKey) -> bool) -> Option<ScoreError> {
    let keys: Vec<_> = index.iter().map(IndexKey::of).collect();
    let blank = keys.iter().filter(|key| key.is_none()).count();
    if blank > 0 {
        return Some(ScoreError::BlankIndex { rows: blank as u64 });
    }
    let unknown: Vec<_> = keys.iter().flatten().filter(|key| !is_known(key)).collect();
    // In delimited text one index that is no number makes texts of all; the others are not to blame.
    let is_to_blame = |key: &&&IndexKey| !key.spelled_number().is_some_and(|number| is_known(&number));
    let to_blame: Vec<_> = unknown.iter().filter(is_to_blame).copied().collect();
    let named = if to_blame.is_empty() { unknown } else { to_blame };
    let first = shown(&named.first()?.to_string());
    Some(ScoreError::UnknownIndex { rows: named.len() as u64, first })
}

/// A language check reads every question as text.
fn question_fault(index: &[Value], question: &[Value]) -> Option<ScoreError> {
    let mut faulty = index.iter().zip(question).filter(|(_, question)| question.as_text().is_none());
    let (index, _) = faulty.next()?;
    let index = IndexKey::of(index).map(|key| shown(&key.to_string())).unwrap_or_default();
    Some(ScoreError::QuestionNotText { index, rows: faulty.count() as u64 + 1 })
}
