//! What makes VLMEvalKit give no score for a table of predictions.

use super::ScoreError;
use super::prepare::require_column;
use super::report::table_faults;
use crate::dataset::IndexKey;
use crate::limits::shown;
use crate::table::{Column, Frame, Value};

/// What makes VLMEvalKit give no score for a table that has an index and predictions, in the order in which it stumbles
/// (`vlmeval/dataset/image_mcq.py:GMAIMMBenchDataset.evaluate`). Score tells the first, Check all of them.
///
/// `column` finds a column by its name in lower case, `is_known` tells whether the dataset has an index.
pub(crate) fn refusals<'f>(
    frame: &Frame,
    column: impl Fn(&str) -> Option<&'f Column>,
    is_known: impl Fn(&IndexKey) -> bool,
) -> Vec<ScoreError> {
    let Some(Column { values: index, .. }) = column("index") else { return Vec::new() };
    let mixed = is_mixed(index).then_some(ScoreError::MixedIndex);
    let of_question = match column("question") {
        Some(question) => question_fault(index, &question.values),
        None => require_column(frame, "question").err(),
    };
    let rows: Vec<usize> = (0..index.len()).collect();
    let of_tables = table_faults(frame, column, &rows);
    mixed.into_iter().chain(index_fault(index, is_known)).chain(of_question).chain(of_tables).collect()
}

/// Whether Python cannot sort these indices; blank ones come last without being compared.
pub(super) fn is_mixed(index: &[Value]) -> bool {
    let mut present = index.iter().filter(|value| !value.is_missing());
    present.next().is_some_and(|first| present.any(|value| first.python_cmp(value).is_none()))
}

fn index_fault(index: &[Value], is_known: impl Fn(&IndexKey) -> bool) -> Option<ScoreError> {
    let keys: Vec<_> = index.iter().map(IndexKey::of).collect();
    let blank = keys.iter().filter(|key| key.is_none()).count();
    if blank > 0 {
        return Some(ScoreError::BlankIndex { rows: count(blank) });
    }
    let unknown: Vec<_> = keys.iter().flatten().filter(|key| !is_known(key)).collect();
    // In delimited text one index that is no number makes texts of all; the others are not to blame.
    let is_to_blame = |key: &&&IndexKey| !key.spelled_number().is_some_and(|number| is_known(&number));
    let to_blame: Vec<_> = unknown.iter().filter(is_to_blame).copied().collect();
    let named = if to_blame.is_empty() { unknown } else { to_blame };
    let first = shown(&named.first()?.to_string());
    Some(ScoreError::UnknownIndex { rows: count(named.len()), first })
}

/// A language check reads every question as text.
fn question_fault(index: &[Value], question: &[Value]) -> Option<ScoreError> {
    let mut faulty = index.iter().zip(question).filter(|(_, question)| question.as_text().is_none());
    let (index, _) = faulty.next()?;
    let index = IndexKey::of(index).map(|key| shown(&key.to_string())).unwrap_or_default();
    Some(ScoreError::QuestionNotText { index, rows: count(faulty.count() + 1) })
}

fn count(rows: usize) -> u64 {
    u64::try_from(rows).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(index: &[Value]) -> Option<ScoreError> {
        let column = |name: &str, values: Vec<Value>| Column { name: Value::text(name), values };
        let text = vec![Value::text("what"); index.len()];
        let names = ["question", "clinical vqa task", "department", "perceptual granularity"];
        let others = names.map(|name| column(name, text.clone()));
        let columns = std::iter::once(column("index", index.to_vec())).chain(others).collect();
        let frame = Frame::new(columns);
        let known = [IndexKey::Int(0), IndexKey::Int(1000)];
        refusals(&frame, |name| frame.column(name), |key| known.contains(key)).into_iter().next()
    }

    #[test]
    fn an_index_that_is_no_number_is_alone_to_blame() {
        let text = |text: &str| Value::text(text);
        let unknown = |rows, first: &str| Some(ScoreError::UnknownIndex { rows, first: first.to_owned() });
        assert_eq!(told(&[text("0"), text("1,000")]), unknown(1, "1,000"));
        assert_eq!(told(&[text("0"), text("1000.0")]), unknown(2, "0"));
        assert_eq!(told(&[text("0"), text("7"), text("x")]), unknown(2, "7"));
        assert_eq!(told(&[Value::Int(0), text("1000")]), Some(ScoreError::MixedIndex));
        assert_eq!(told(&[Value::Int(0), Value::Missing]), Some(ScoreError::BlankIndex { rows: 1 }));
    }
}
