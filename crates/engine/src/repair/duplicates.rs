//! Rows that repeat another one in every cell.

use std::collections::HashMap;

use crate::check::{Columns, Table};
use crate::dataset::IndexKey;

/// The rows that equal an earlier row of the same index in every cell, ascending.
pub(super) fn rows(table: &Table, columns: &Columns) -> Vec<usize> {
    let Some(index) = columns.lower("index").map(|at| &table.frame.columns[at].values) else { return Vec::new() };
    let cells = table.values();
    let is_same = |one: usize, other: usize| cells.iter().all(|column| column.get(one) == column.get(other));
    let mut kept: HashMap<IndexKey, Vec<usize>> = HashMap::with_capacity(index.len());
    let mut repeated = Vec::new();
    for (row, value) in index.iter().enumerate() {
        let Some(key) = IndexKey::of(value) else { continue };
        let same_index = kept.entry(key).or_default();
        // A file of nothing but different rows of one index must not take the square of its length.
        if same_index.iter().take(COMPARED).any(|first| is_same(*first, row)) {
            repeated.push(row);
        } else {
            same_index.push(row);
        }
    }
    repeated
}

/// A row is compared with so many different rows of its index.
const COMPARED: usize = 16;
