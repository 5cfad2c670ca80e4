//! The rows of a dataset by the values of a column.

use std::collections::BTreeSet;

use crate::dataset::Dataset;
use crate::table::typing::is_nan_word;

/// Rows grouped by the text of their cells, without white space around it.
#[derive(Debug)]
pub(super) struct Grouping {
    /// The texts, sorted.
    pub(super) names: Vec<String>,
    /// For each row the place of its text; `None` where the cell is blank.
    of_row: Vec<Option<usize>>,
}

impl Grouping {
    /// Groups by a column of that name; without it there are no groups.
    pub(super) fn of(dataset: &Dataset, column: &str) -> Self {
        let column = dataset.column(column);
        let text = |row: usize| {
            let text = dataset.text(row, column?)?.trim();
            (!is_nan_word(text)).then_some(text)
        };
        let names: BTreeSet<&str> = (0..dataset.row_count()).filter_map(text).collect();
        let names: Vec<&str> = names.into_iter().collect();
        let of_row = (0..dataset.row_count()).map(|row| names.binary_search(&text(row)?).ok()).collect();
        Self { names: names.into_iter().map(str::to_owned).collect(), of_row }
    }

    /// The text of a row's group.
    pub(super) fn name(&self, row: usize) -> Option<&str> {
        self.names.get((*self.of_row.get(row)?)?).map(String::as_str)
    }

    /// The number of a row's cluster: its group, or one of its own.
    pub(super) fn cluster(&self, row: usize) -> usize {
        self.of_row.get(row).copied().flatten().unwrap_or(self.names.len() + row)
    }

    /// What belongs to rows, by group; blank rows and groups without rows are left out.
    pub(super) fn split<T>(&self, rows: impl Iterator<Item = (usize, T)>) -> Vec<(&str, Vec<T>)> {
        let mut groups: Vec<_> = self.names.iter().map(|name| (name.as_str(), Vec::new())).collect();
        for (row, item) in rows {
            let group = self.of_row.get(row).copied().flatten();
            if let Some((_, items)) = group.and_then(|group| groups.get_mut(group)) {
                items.push(item);
            }
        }
        groups.retain(|(_, items)| !items.is_empty());
        groups
    }
}
