//! What can be wrong with a dataset.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::position::Position;
use crate::tsv::TsvError;

/// A fault of a dataset file: one that stops reading, or one that is noted while reading goes on.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum DatasetError {
    /// The file is no delimited text that pandas reads.
    #[error(transparent)]
    Tsv(#[from] TsvError),
    /// A column that every dataset has is absent.
    #[error("column {name:?} is missing; the columns are {found:?}")]
    MissingColumn {
        /// Name of the absent column.
        name: String,
        /// The columns there are (the first 40).
        found: Vec<String>,
    },
    /// A part's columns differ from those of the first part.
    #[error("the columns of part {part} differ from those of the first part")]
    DifferentColumns {
        /// File part, counted from 0.
        part: u32,
    },
    /// The first row has more fields than the header, so pandas shifts all columns.
    #[error("the first row has {extra} fields more than the header, so pandas takes the first fields for row labels")]
    ShiftedColumns {
        /// File part, counted from 0.
        part: u32,
        /// Number of fields too many.
        extra: u32,
    },
    /// An image cell refers to an index that holds no picture, or holds it only in a later reference.
    /// VLMEvalKit refuses the dataset (`AssertionError`).
    #[error("the image of index {index} refers to index {reference:?}, which holds no picture before it")]
    BadReference {
        /// The image cell.
        position: Position,
        /// Index of the question.
        index: String,
        /// The index referred to.
        reference: String,
    },
    /// An image cell is blank; VLMEvalKit drops the row.
    #[error("the image of record {} is blank; VLMEvalKit drops the row", position.record)]
    BlankImage {
        /// The row.
        position: Position,
    },
    /// An index is blank.
    #[error("record {} has no index", position.record)]
    BlankIndex {
        /// The row.
        position: Position,
    },
    /// An index stands twice.
    #[error("index {index} stands in record {} and in record {}", first.record, position.record)]
    DuplicateIndex {
        /// The later row.
        position: Position,
        /// The earlier row.
        first: Position,
        /// The index.
        index: String,
    },
    /// An index evaluates to a whole number in Python, but Python's `int` refuses it (`True`, `0x10`).
    #[error("index {index:?} looks like a number to Python but is none")]
    IndexNotANumber {
        /// The index.
        index: String,
    },
    /// An `image_path` is blank or a number; VLMEvalKit refuses the dataset (`NotImplementedError`).
    #[error("the image_path of record {} is no text", position.record)]
    ImagePathNotText {
        /// The row.
        position: Position,
    },
    /// The header has more columns than the limit that protects memory.
    #[error("part {part} has more than {limit} columns")]
    TooManyColumns {
        /// File part, counted from 0.
        part: u32,
        /// Greatest accepted number of columns.
        limit: u32,
    },
    /// The text columns hold more than the limit that protects memory.
    #[error("the text columns hold more than {limit} bytes")]
    TooMuchText {
        /// Greatest accepted number of bytes.
        limit: u64,
    },
    /// An answer is the letter of no option that its question has, so that no prediction can be right.
    #[error("the answer of index {index} is no option of its question")]
    AnswerWithoutOption {
        /// The row.
        position: Position,
        /// The index.
        index: String,
    },
}

impl DatasetError {
    /// Whether VLMEvalKit refuses a dataset with this fault; else it only takes something from it, or the fault is that
    /// a limit of this program is exceeded.
    pub fn is_refusal(&self) -> bool {
        match self {
            Self::Tsv(error) => !matches!(error, TsvError::FieldTooLong { .. }),
            Self::MissingColumn { .. }
            | Self::BadReference { .. }
            | Self::IndexNotANumber { .. }
            | Self::ImagePathNotText { .. } => true,
            Self::DifferentColumns { .. }
            | Self::ShiftedColumns { .. }
            | Self::BlankImage { .. }
            | Self::BlankIndex { .. }
            | Self::DuplicateIndex { .. }
            | Self::TooManyColumns { .. }
            | Self::TooMuchText { .. }
            | Self::AnswerWithoutOption { .. } => false,
        }
    }
}
