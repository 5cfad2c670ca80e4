//! Counting what passes the filters, and what passes all but one.

use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use super::facet::Column;
use super::{ConfusionOf, LettersOf, NodePath, Outcome, OutcomeOf, PictureKind};
use crate::lexical_tree::Tree;

/// Counts of one tree's nodes, under all filters but those of this tree.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreeCounts {
    pub questions: Vec<u32>,
    /// For each file of [`Selected::accuracy`](super::Selected::accuracy) the accuracy at each node.
    pub scored: Vec<Vec<NodeAccuracy>>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NodeAccuracy {
    /// Questions of the node that the file holds and that have an answer.
    pub n: u32,
    pub correct: u32,
}

impl AddAssign for NodeAccuracy {
    fn add_assign(&mut self, other: Self) {
        self.n += other.n;
        self.correct += other.correct;
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileAccuracy {
    pub predictions: u32,
    pub n: u32,
    pub correct: u32,
}

/// Values to filter by, with the number of questions under the other filters in force.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facets {
    pub modalities: Vec<(String, u32)>,
    pub original_tasks: Vec<(String, u32)>,
    pub option_counts: Vec<(u32, u32)>,
    pub parts: Vec<(u32, u32)>,
    pub pictures: Vec<(PictureKind, u32)>,
    /// Results of each prediction file, by its id.
    pub outcomes: Vec<(u32, Vec<(Outcome, u32)>)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Absent {
    /// A node that neither the published tree nor the file has.
    Node(NodePath),
    Modality(String),
    OriginalTask(String),
    OptionCount(u32),
    Part(u32),
    /// A prediction file that is not loaded or cannot be scored.
    Predictions(OutcomeOf),
    /// One of two prediction files is not loaded or cannot be scored.
    Letters(LettersOf),
    /// The prediction file is not loaded or cannot be scored.
    Confusion(ConfusionOf),
}

/// How many filters each row fails, and which.
pub(super) struct Passing {
    fails: Vec<u8>,
    /// The filter at which a row fails, if it fails at one only.
    at: Vec<u32>,
    filters: u32,
}

/// Number of a filter in force; [`NO_FILTER`] where a facet has none.
pub(super) type FilterId = u32;

pub(super) const NO_FILTER: FilterId = 0;

impl Passing {
    pub(super) fn new(rows: usize) -> Self {
        Self { fails: vec![0; rows], at: vec![NO_FILTER; rows], filters: 0 }
    }

    /// Puts a filter in force: rows whose value is not allowed fail.
    pub(super) fn filter<T: Copy>(&mut self, values: &[T], allows: impl Fn(T) -> bool) -> FilterId {
        self.filters += 1;
        for ((fails, at), &value) in self.fails.iter_mut().zip(&mut self.at).zip(values) {
            if !allows(value) {
                *fails = fails.saturating_add(1);
                *at = self.filters;
            }
        }
        self.filters
    }

    pub(super) fn passes(&self, row: usize) -> bool {
        self.fails.get(row) == Some(&0)
    }

    /// The values of the rows that pass every filter but one.
    pub(super) fn under_others<'p, T: Copy>(&'p self, but: FilterId, values: &'p [T]) -> impl Iterator<Item = T> {
        let passes = move |fails: u8, at: FilterId| fails == 0 || (fails == 1 && at == but);
        let rows = self.fails.iter().zip(&self.at).zip(values);
        rows.filter(move |((fails, at), _)| passes(**fails, **at)).map(|(_, &value)| value)
    }

    /// How often each value occurs among the rows that pass every filter but one.
    pub(super) fn count(&self, but: FilterId, column: &Column) -> Vec<u32> {
        let mut counts = vec![0; column.loaded.len()];
        for code in self.under_others(but, &column.codes) {
            counts[code as usize] += 1;
        }
        counts
    }

    /// Accuracy by value among the rows that pass every filter but one.
    pub(super) fn scored(&self, but: FilterId, column: &Column, outcomes: &[Outcome]) -> Vec<NodeAccuracy> {
        let mut scored = vec![NodeAccuracy::default(); column.loaded.len()];
        let rows = self.fails.iter().zip(&self.at).zip(&column.codes).zip(outcomes);
        for (((&fails, &at), &code), &outcome) in rows {
            if fails == 0 || (fails == 1 && at == but) {
                let of_value = &mut scored[code as usize];
                of_value.n += u32::from(outcome != Outcome::Absent);
                of_value.correct += u32::from(outcome == Outcome::Right);
            }
        }
        scored
    }
}

/// Adds the figures of each node to those of the nodes above it. Figures stand at the node's id + 1, at 0 those of rows
/// outside the tree; the result is by id.
pub(super) fn sum_up<T: Copy + Default + AddAssign>(tree: &Tree, figures: &[T]) -> Vec<T> {
    let mut sums: Vec<T> = figures.iter().skip(1).copied().collect();
    sums.resize(tree.nodes().len(), T::default());
    for (id, node) in tree.nodes().iter().enumerate().rev() {
        if let Some(parent) = node.parent {
            let figure = sums[id];
            sums[parent as usize] += figure;
        }
    }
    sums
}
