//! Which questions are wanted: nodes of the lexical tree, values of columns, keywords, results of predictions.

use serde::{Deserialize, Serialize};

use crate::engine::lexical_tree::TreeKind;

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
    /// The file holds no row of that index.
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
