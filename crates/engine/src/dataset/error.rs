//! What can be wrong with a dataset.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::position::Position;
use crate::tsv::TsvError;

/// A fault of a dataset file: one that stops reading, or one that is noted while reading goes on. `position` is that of
/// the row, of a bad reference that of the image cell; parts are counted from 0, a `limit` is the greatest accepted
/// number.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum DatasetError {
    #[error(transparent)]
    Tsv(#[from] TsvError),
    #[error("column {name:?} is missing; the columns are {found:?}")]
    MissingColumn {
        name: String,
        /// The columns there are (the first 40).
        found: Vec<String>,
    },
    #[error("the columns of part {part} differ from those of the first part")]
    DifferentColumns { part: u32 },
    #[error("the first row has {extra} fields more than the header, so pandas takes the first fields for row labels")]
    ShiftedColumns { part: u32, extra: u32 },
    /// An image cell refers to an index that holds no image, or holds it only in a later reference.
    /// VLMEvalKit refuses the dataset (`AssertionError`).
    #[error("the image of index {index} refers to index {reference:?}, which holds no image before it")]
    BadReference { position: Position, index: String, reference: String },
    #[error("the image of record {} is blank; VLMEvalKit drops the row", position.record)]
    BlankImage { position: Position },
    #[error("record {} has no index", position.record)]
    BlankIndex { position: Position },
    #[error("index {index} stands in record {} and in record {}", first.record, position.record)]
    DuplicateIndex { position: Position, first: Position, index: String },
    /// An index evaluates to a whole number in Python, but Python's `int` refuses it (`True`, `0x10`).
    #[error("index {index:?} looks like a number to Python but is none")]
    IndexNotANumber { index: String },
    /// An `image_path` is blank or a number; VLMEvalKit refuses the dataset (`NotImplementedError`).
    #[error("the image_path of record {} is no text", position.record)]
    ImagePathNotText { position: Position },
    #[error("part {part} has more than {limit} columns")]
    TooManyColumns { part: u32, limit: u32 },
    #[error("the text columns hold more than {limit} bytes")]
    TooMuchText { limit: u64 },
    /// An answer is the letter of no option that its question has, so that no prediction can be right.
    #[error("the answer of index {index} is no option of its question")]
    AnswerWithoutOption { position: Position, index: String },
}

impl DatasetError {
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Tsv(error) => error.kind(),
            Self::MissingColumn { .. } => "MissingColumn",
            Self::DifferentColumns { .. } => "DifferentColumns",
            Self::ShiftedColumns { .. } => "ShiftedColumns",
            Self::BadReference { .. } => "BadReference",
            Self::BlankImage { .. } => "BlankImage",
            Self::BlankIndex { .. } => "BlankIndex",
            Self::DuplicateIndex { .. } => "DuplicateIndex",
            Self::IndexNotANumber { .. } => "IndexNotANumber",
            Self::ImagePathNotText { .. } => "ImagePathNotText",
            Self::TooManyColumns { .. } => "TooManyColumns",
            Self::TooMuchText { .. } => "TooMuchText",
            Self::AnswerWithoutOption { .. } => "AnswerWithoutOption",
        }
    }

    /// Whether VLMEvalKit refuses a dataset with this fault. Otherwise it leaves something out, or only a limit of this
    /// program is exceeded.
    pub fn is_refusal(&self) -> bool {
        match self {
            Self::Tsv(error) => !matches!(error, TsvError::FieldTooLong { .. }),
            Self::MissingColumn { .. }
            | Self::BadReference { .. }
            | Self::IndexNotANumber { .. }
            | Self::ImagePathNotText { .. } => true,
            _ => false,
        }
    }
}

/// How many findings are kept in full; the rest is counted.
pub(super) const KEPT: usize = 200;

/// Faults that do not stop reading, in the order in which they were found.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) kept: Vec<DatasetError>,
    pub(super) count: u64,
}

impl Findings {
    /// `finding` is called only if it is kept.
    pub(super) fn note(&mut self, finding: impl FnOnce() -> DatasetError) {
        if self.kept.len() < KEPT {
            self.kept.push(finding());
        }
        self.count += 1;
    }
}
