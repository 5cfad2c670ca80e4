//! Messages about prediction files compared with each other.

use serde::{Deserialize, Serialize};

use engine::compare::{FileScore, Pair, Profile, SeveralFiles};
use engine::stats::PositionBias;

/// Files compared; lists of files are in the order of the request. See [`engine::compare::Report`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComparedFiles {
    /// Accuracies.
    pub files: Vec<FileScore>,
    /// Rows that do not match the dataset, for each file.
    pub notes: Vec<UnmatchedRows>,
    /// Every two files, in the order (0, 1), (0, 2), …, (1, 2), ….
    pub pairs: Vec<Pair>,
    /// All files.
    pub several: SeveralFiles,
    /// Number of questions that all files have.
    pub common: u32,
    /// Letters chosen, for each file.
    pub position_bias: Vec<PositionBias>,
    /// Explanations, for each file.
    pub profiles: Vec<Profile>,
    /// Questions whose answer may be incorrect.
    pub suspects: Vec<SuspectQuestion>,
}

/// Indices of a prediction file that do not match the dataset one to one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnmatchedRows {
    /// Number of questions that the file lacks.
    pub missing: u32,
    /// Number of indices that the dataset lacks.
    pub extra: u32,
    /// Number of indices that the file repeats; the last row counts.
    pub repeated: u32,
}

/// A question that all files answered incorrectly, most with the same option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuspectQuestion {
    /// Row of the dataset, counted from 0.
    pub row: u32,
    /// Its index.
    pub index: String,
    /// The label.
    pub label: Option<String>,
    /// The answer.
    pub answer: String,
    /// The letter that most files chose.
    pub chosen: char,
    /// Number of files that chose it.
    pub chosen_by: u32,
}

/// A form in which a comparison is downloaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ComparisonForm {
    /// Everything, as `gmai-scope compare` prints it.
    Json,
    /// A table.
    Table(engine::compare::TableKind, engine::compare::TableForm),
}
