//! Which questions are wanted: nodes of the lexical tree, values of columns, keywords, results of predictions.
//!
//! How they are found: [`SelectionIndex`] keeps one number a row for every facet (32 bytes a row, 830 KB for the 25,831
//! questions of VAL and TEST), extended while the dataset is being read. A selection becomes a table of what is allowed
//! for each facet; one pass over the rows then asks every facet at once, which also yields what each facet counts under
//! all *other* filters: a row that fails nowhere counts everywhere, a row that fails at one facet counts there alone.
//! Bitsets for every value would have to be intersected once for each facet and be counted once for each of the 2,700
//! nodes of the trees; the pass costs the same whatever is selected. Folded texts for keywords are kept from the first
//! search on, see `engine::keywords`.

mod count;
mod index;
mod keywords;
mod order;
mod outcomes;
#[cfg(test)]
mod tests;
mod values;

pub use count::{Absent, Facets, FileAccuracy, TreeCounts};
pub use index::{Selected, SelectionIndex};
pub use outcomes::{Results, outcomes};

use serde::{Deserialize, Serialize};

use crate::lexical_tree::TreeKind;

/// A wish for questions. What stands in one list is joined by OR, the lists by AND; an empty list asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Selection {
    /// Checked nodes; those of one tree are joined by OR, the trees by AND.
    pub nodes: Vec<NodePath>,
    /// Keywords as typed, see `engine::keywords`.
    pub keywords: String,
    /// Values of the column `modality`, by their normal form.
    pub modalities: Vec<String>,
    /// Values of the column `original task`, by their normal form.
    pub original_tasks: Vec<String>,
    /// Numbers of options.
    pub option_counts: Vec<u32>,
    /// File parts, counted from 0.
    pub parts: Vec<u32>,
    /// Where the picture is.
    pub pictures: Vec<PictureKind>,
    /// Results; those of one prediction file are joined by OR, the files by AND.
    pub outcomes: Vec<OutcomeOf>,
}

/// A node of a lexical tree with all that is below it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NodePath {
    /// The tree.
    pub tree: TreeKind,
    /// Names from the first level downwards: one (the first level) to three (a label), as the tree prints them.
    pub names: Vec<String>,
}

/// Where a question's picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PictureKind {
    /// One picture in the cell.
    Own,
    /// The cell is the index of another row.
    Reference,
    /// The cell is a list.
    Several,
    /// The cell is blank, or there is no image column.
    Missing,
}

/// A result of a prediction file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OutcomeOf {
    /// Name of the prediction file.
    pub file: String,
    /// The result.
    pub outcome: Outcome,
}

/// What has become of a question in a prediction file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Outcome {
    /// The letter is the answer.
    Right,
    /// The letter is another option than the answer.
    Wrong,
    /// No letter could be inferred.
    NotInferable,
    /// The file holds no row of that index, or the question has no answer.
    Absent,
}

/// The order of the questions found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Order {
    /// What is compared; equal questions stay in file order.
    pub by: OrderBy,
    /// Whether the greatest comes first.
    pub descending: bool,
}

/// What questions are ordered by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OrderBy {
    /// Place in the files.
    #[default]
    File,
    /// Text of the question.
    Question,
    /// Modality.
    Modality,
    /// Clinical VQA task.
    Task,
    /// Department.
    Department,
    /// Perceptual granularity.
    Granularity,
}
