//! What makes VLMEvalKit give no score for a table of predictions.

use super::GROUP_COLUMNS;
use super::ScoreError;
use super::error::require_column;
use super::groups::{Groups, OVERALL_COLUMNS, Splits, is_mixed};
use crate::dataset::IndexKey;
use crate::limits::shown;
use crate::table::{Column, Frame, Value};

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
