//! The benchmark's lexical tree: clinical VQA task, department or perceptual granularity → modality → label.
//!
//! Source of names and published counts: the benchmark's homepage and tables 5–7 of arXiv:2408.03361v7.

#![expect(missing_docs, clippy::missing_errors_doc, reason = "what a name or a type says has no line of its own")]

mod tree;

use serde::{Deserialize, Serialize};

pub use tree::{NO_DEPARTMENT, Node, NodeId, Published, Tree};

/// One of the three views of the tree, by its first level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TreeKind {
    Task,
    #[default]
    Department,
    Granularity,
}

impl TreeKind {
    pub const ALL: [Self; 3] = [Self::Task, Self::Department, Self::Granularity];

    pub fn name(self) -> &'static str {
        self.name_and_column().0
    }

    /// The dataset's column that holds the first level.
    pub fn column(self) -> &'static str {
        self.name_and_column().1
    }

    fn name_and_column(self) -> (&'static str, &'static str) {
        match self {
            Self::Task => ("task", "clinical VQA task"),
            Self::Department => ("department", "department"),
            Self::Granularity => ("granularity", "perceptual granularity"),
        }
    }
}

/// The form under which names of trees and cells of files are compared: lower case, underscores as spaces, every run of
/// white space as one space and none at the ends, no full stops at the end. Nothing else: `lung nodule` and `pulmonary
/// nodule` stay two labels, as in the published tree.
pub fn normal_form(name: &str) -> String {
    let mut normal = String::with_capacity(name.len());
    for character in name.chars() {
        if character.is_whitespace() || character == '_' {
            if !normal.is_empty() && !normal.ends_with(' ') {
                normal.push(' ');
            }
        } else {
            normal.extend(character.to_lowercase());
        }
    }
    normal.truncate(normal.trim_end_matches(['.', ' ']).len());
    normal
}
