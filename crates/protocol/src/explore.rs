//! Messages about the lexical tree and the questions selected by it.

use serde::{Deserialize, Serialize};

use super::RowSummary;
pub use super::request::{FindMarks, FindPlace, ReadSelected, ReadTrees, Select};
pub use engine::keywords::{KeywordsFault, KeywordsFaultKind};
use engine::lexical_tree::{NodeId, Published, Tree, TreeKind};
pub use engine::selection::{Absent, Facets, FileAccuracy, NodeAccuracy, OutsideTree, TreeCounts};

/// Names a selection that the worker holds; a later one has a greater number.
pub type SelectionNumber = u32;

/// A position in a list, as a selection is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub at: u32,
    /// The row at that position: of the dataset, or in the scored order.
    pub row: u32,
}

/// Where keywords are found in a question, as byte ranges, ascending.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionMarks {
    pub row: u32,
    pub question: Vec<(u32, u32)>,
    pub options: Vec<Vec<(u32, u32)>>,
}

/// A lexical tree as the page draws it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreeView {
    pub kind: TreeKind,
    /// Every node, a parent before its children, children together in order.
    pub nodes: Vec<TreeNode>,
}

impl TreeView {
    /// A tree whose nodes stand in `order`, each with the number of its loaded questions.
    pub fn new(tree: &Tree, order: &[NodeId], loaded: impl IntoIterator<Item = u32>) -> Self {
        let mut places = vec![0; order.len()];
        for (place, &id) in (0..).zip(order) {
            places[id as usize] = place;
        }
        let node = |(&id, loaded): (&NodeId, u32)| {
            let node = &tree.nodes()[id as usize];
            TreeNode {
                name: node.name.clone(),
                level: node.level,
                parent: node.parent.map(|parent| places[parent as usize]),
                published: node.published,
                published_questions: node.questions,
                published_labels: node.labels,
                loaded,
            }
        };
        Self { kind: tree.kind(), nodes: order.iter().zip(loaded).map(node).collect() }
    }

    /// A published tree, of which nothing is loaded.
    pub fn published(published: &Published, kind: TreeKind) -> Self {
        let tree = Tree::of(published, kind);
        Self::new(&tree, &tree.order(), std::iter::repeat(0))
    }
}

/// A node of a [`TreeView`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreeNode {
    /// Its name, as the published tree writes it; of a node only the file has, as the file writes it.
    pub name: String,
    /// 1 for the first level, 2 for a modality, 3 for a label.
    pub level: u8,
    /// Place of the parent in [`TreeView::nodes`].
    pub parent: Option<u32>,
    /// Whether the published tree has it. Children that it lacks stand last, to be shown under a heading of their own.
    pub published: bool,
    /// Number of questions that the paper states (first level) for single choice; VAL and TEST together.
    pub published_questions: Option<u32>,
    /// Number of distinct labels of the published tree below it.
    pub published_labels: u32,
    /// Number of loaded questions, no filter in force.
    pub loaded: u32,
}

/// What a selection holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SelectionSummary {
    /// Names the selection in later requests; it stays as long as the rows and the keywords do.
    pub number: SelectionNumber,
    /// Rows of the dataset that were looked through.
    pub of: u32,
    pub count: u32,
    /// What is wrong with the keywords, where something is; the keywords are then not applied.
    pub keywords_fault: Option<KeywordsFault>,
    /// What of the selection the dataset or the loaded predictions do not have; the rest is applied.
    pub absent: Vec<Absent>,
    /// For every tree, in the order of [`TreeKind::ALL`].
    pub outside_tree: Vec<OutsideTree>,
    /// For every tree, in the order of [`TreeKind::ALL`], for every node of its [`TreeView`].
    pub trees: Vec<TreeCounts>,
    /// Accuracy of the selection by each loaded prediction file that can be scored, in the order of loading.
    pub accuracy: Vec<FileAccuracy>,
    /// Values to filter by, counted under the other filters in force.
    pub facets: Facets,
    /// The questions at the positions asked for, so that the first screen needs no second message.
    pub rows: Vec<RowSummary>,
}
