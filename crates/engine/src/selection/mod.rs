//! Which questions are wanted: nodes of the lexical tree, values of columns, keywords, results of predictions.
//!
//! ```
//! use engine::dataset::DatasetBuilder;
//! use engine::keywords::Query;
//! use engine::selection::{Order, Selection, SelectionIndex};
//!
//! let mut builder = DatasetBuilder::new();
//! builder.begin_part("part.tsv");
//! builder.feed(b"index\tquestion\tmodality\n0\tWhich organ?\tCT\n1\tWhich view?\tMRI\n2\tWhich organ?\tMRI\n")?;
//! builder.end_part()?;
//! let dataset = builder.finish();
//!
//! let wanted = Selection { modalities: vec!["mri".to_owned()], ..Selection::default() };
//! let keywords = Query::parse("organ").expect("well formed");
//! let selected = SelectionIndex::default().select(&dataset, &wanted, keywords, Order::default(), &[])?;
//! assert_eq!(selected.rows, [2]);
//! // Facets count what the other filters leave.
//! assert_eq!(selected.facets.modalities, [("CT".to_owned(), 1), ("MRI".to_owned(), 1)]);
//! # Ok::<(), engine::dataset::DatasetError>(())
//! ```
//!
//! How they are found: [`SelectionIndex`] keeps one number a row for every facet (32 bytes a row, 830 KB for the 25,831
//! questions of VAL and TEST), extended while the dataset is being read. A selection becomes a table of what is allowed
//! for each facet; one pass over the rows then asks every facet at once, which also yields what each facet counts under
//! all *other* filters: a row that fails nowhere counts everywhere, a row that fails at one facet counts there alone.
//! Bitsets for every value would have to be intersected once for each facet and be counted once for each of the 2,700
//! nodes of the trees; the pass costs the same whatever is selected. Folded texts for keywords are kept from the first
//! search on, see [`keywords`](crate::keywords).

#![expect(missing_docs, reason = "what a name says has no line of its own")]

mod count;
mod facet;
mod index;
mod keywords;
mod order;
mod outcomes;

pub use count::{Absent, Facets, FileAccuracy, NodeAccuracy, TreeCounts};
pub use index::{OutsideTree, Selected, SelectionIndex, TreeInOrder};
pub use order::{Order, OrderBy};
pub use outcomes::{ConfusionOf, LettersOf, Outcome, OutcomeOf, Results, letters, outcomes};

use serde::{Deserialize, Serialize};

use crate::lexical_tree::TreeKind;

/// The questions wanted. What stands in one list is joined by OR, the lists by AND; an empty list asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Selection {
    /// Checked nodes; those of one tree are joined by OR, the trees by AND.
    pub nodes: Vec<NodePath>,
    /// [Keywords](crate::keywords) as typed.
    pub keywords: String,
    /// Values of the column `modality`, by their normal form.
    pub modalities: Vec<String>,
    /// Values of the column `original task`, by their normal form.
    pub original_tasks: Vec<String>,
    pub option_counts: Vec<u32>,
    /// File parts, counted from 0.
    pub parts: Vec<u32>,
    pub pictures: Vec<PictureKind>,
    /// Results; those of one prediction file are joined by OR, the files by AND.
    pub outcomes: Vec<OutcomeOf>,
    /// Letters of two files compared, joined by AND; absent in headers of runs that are older.
    #[serde(default)]
    pub letters: Vec<LettersOf>,
    /// Confusions; those of one prediction file are joined by OR, the files by AND; absent as letters are.
    #[serde(default)]
    pub confusions: Vec<ConfusionOf>,
}

/// A node of a lexical tree with all that is below it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NodePath {
    pub tree: TreeKind,
    /// Names from the first level downwards: one (the first level) to three (a label), as the tree prints them.
    pub names: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PictureKind {
    /// One image in the cell.
    Own,
    /// The cell is the index of another row.
    Reference,
    /// The cell is a list.
    Several,
    /// The cell is blank, or there is no image column.
    Missing,
}
