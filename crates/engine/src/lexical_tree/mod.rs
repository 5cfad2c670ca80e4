//! The benchmark's lexical tree: clinical VQA task, department or perceptual granularity → modality → label.
//!
//! Source of names and published counts: the benchmark's homepage and tables 5–7 of arXiv:2408.03361v7.

mod normal;
mod published;
mod tree;

use serde::{Deserialize, Serialize};

pub use normal::normal_form;
pub use published::Published;
pub use tree::{NO_DEPARTMENT, Node, NodeId, Tree};

/// One of the three views of the tree, by its first level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TreeKind {
    /// Clinical VQA task → modality → label.
    Task,
    /// Department → modality → label.
    #[default]
    Department,
    /// Perceptual granularity → modality → label.
    Granularity,
}

impl TreeKind {
    /// Every tree, in the order of the paper.
    pub const ALL: [Self; 3] = [Self::Task, Self::Department, Self::Granularity];

    /// The name in addresses and data files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Task => "task",
            Self::Department => "department",
            Self::Granularity => "granularity",
        }
    }

    /// The dataset's column that holds the first level.
    pub fn column(self) -> &'static str {
        match self {
            Self::Task => "clinical VQA task",
            Self::Department => "department",
            Self::Granularity => "perceptual granularity",
        }
    }
}
