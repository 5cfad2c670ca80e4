//! The rows of a dataset in the order of a column.

use serde::{Deserialize, Serialize};

use crate::dataset::Dataset;
use crate::keywords::folded;
use crate::lexical_tree::TreeKind;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Order {
    /// What is compared; equal questions stay in file order.
    pub by: OrderBy,
    pub descending: bool,
}

/// What questions are ordered by: their place in the files, or the text of a column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OrderBy {
    #[default]
    File,
    Question,
    Modality,
    Task,
    Department,
    Granularity,
}

/// Every row of the dataset in that order, by the [`folded`] text; rows of equal text stay in file order.
pub(super) fn rows_in(order: Order, dataset: &Dataset) -> Vec<u32> {
    let count = u32::try_from(dataset.row_count()).unwrap_or(u32::MAX);
    let mut rows: Vec<u32> = (0..count).collect();
    let Some(ranks) = column(order.by).and_then(|column| ranks(dataset, column)) else {
        if order.descending && order.by == OrderBy::File {
            rows.reverse();
        }
        return rows;
    };
    if order.descending {
        rows.sort_by_key(|&row| std::cmp::Reverse(ranks[row as usize]));
    } else {
        rows.sort_by_key(|&row| ranks[row as usize]);
    }
    rows
}

fn column(by: OrderBy) -> Option<&'static str> {
    match by {
        OrderBy::File => None,
        OrderBy::Question => Some("question"),
        OrderBy::Modality => Some("modality"),
        OrderBy::Task => Some(TreeKind::Task.column()),
        OrderBy::Department => Some(TreeKind::Department.column()),
        OrderBy::Granularity => Some(TreeKind::Granularity.column()),
    }
}

/// For each row the rank of its text in a column, equal texts having equal ranks.
fn ranks(dataset: &Dataset, column: &str) -> Option<Vec<u32>> {
    const UNSEEN: u32 = u32::MAX;
    let column = dataset.column(column)?;
    let mut text_ranks = vec![UNSEEN; dataset.text_count()];
    let mut texts: Vec<(String, u32)> = Vec::new();
    for row in 0..dataset.row_count() {
        let number = dataset.text_number(row, column);
        if text_ranks[number as usize] == UNSEEN {
            text_ranks[number as usize] = 0;
            texts.push((folded(dataset.text(row, column).unwrap_or_default()), number));
        }
    }
    texts.sort_unstable();
    let mut rank = 0;
    for at in 0..texts.len() {
        if at > 0 && texts[at].0 != texts[at - 1].0 {
            rank += 1;
        }
        text_ranks[texts[at].1 as usize] = rank;
    }
    Some((0..dataset.row_count()).map(|row| text_ranks[dataset.text_number(row, column) as usize]).collect())
}
