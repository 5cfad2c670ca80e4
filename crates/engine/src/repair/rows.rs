//! Rows that repeat others, and predictions with an end token.

use std::collections::HashMap;

use super::Change;
use crate::check::{Columns, without_end_token};
use crate::dataset::IndexKey;
use crate::table::{Column, Table, Value};

/// Different rows of an index that a row is compared with: a file of nothing but these must not take the square of its
/// length.
const COMPARED: usize = 16;

/// The rows that equal an earlier row of the same index in every cell, ascending.
pub(super) fn duplicates(table: &Table, columns: &Columns) -> Vec<usize> {
    let Some(index) = columns.lower("index").map(|at| &table.frame.columns()[at].values) else { return Vec::new() };
    let cells = table.values();
    let is_same = |one: usize, other: usize| cells.iter().all(|column| column.get(one) == column.get(other));
    let mut kept: HashMap<IndexKey, Vec<usize>> = HashMap::with_capacity(index.len());
    let mut repeated = Vec::new();
    for (row, value) in index.iter().enumerate() {
        let Some(key) = IndexKey::of(value) else { continue };
        let same_index = kept.entry(key).or_default();
        if same_index.iter().take(COMPARED).any(|first| is_same(*first, row)) {
            repeated.push(row);
        } else {
            same_index.push(row);
        }
    }
    repeated
}

/// Removes the end tokens that hide a letter. The rows of `written` are still those of the table, in its order.
pub(super) fn remove_end_tokens(written: &mut [Column], table: &Table, columns: &Columns) -> Option<Change> {
    let predictions = written.get_mut(columns.lower("prediction")?)?;
    let mut count = 0;
    for (row, value) in predictions.values.iter_mut().enumerate() {
        let Some(text) = value.as_text() else { continue };
        if let Some((rest, _)) = without_end_token(text, &columns.options(&table.frame, row)) {
            *value = Value::text(rest);
            count += 1;
        }
    }
    Some(Change::EndTokensRemoved(count))
}
