//! Why VLMEvalKit gives no score for a prediction file.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A prediction file that VLMEvalKit refuses or stumbles over.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum ScoreError {
    /// A column that scoring needs is absent (`KeyError`, for groups `ValueError`).
    #[error("the prediction file has no column {name:?}; it has {found:?}")]
    MissingColumn {
        /// Name of the column.
        name: String,
        /// The columns there are (the first 40).
        found: Vec<String>,
    },
    /// A column name is a number or a date (`AttributeError`).
    #[error("column name {name} is no text")]
    ColumnNameNotText {
        /// The name as Python prints it.
        name: String,
    },
    /// An index is blank (`AssertionError`).
    #[error("{rows} rows have no index")]
    BlankIndex {
        /// Number of rows.
        rows: u64,
    },
    /// Indices mix text and numbers, so they have no order (`TypeError`).
    #[error("the index column mixes text and numbers")]
    MixedIndex,
    /// Indices that the dataset does not have (`AssertionError`).
    #[error("{rows} rows have an index that the dataset does not have, the first is {first}")]
    UnknownIndex {
        /// Number of rows.
        rows: u64,
        /// The first such index.
        first: String,
    },
    /// The dataset has no answers, as TEST (`KeyError`).
    #[error("the dataset has no answer column")]
    NoAnswers,
    /// The dataset's answers are all blank, as in some copies of TEST; VLMEvalKit would count every row as wrong.
    #[error("every answer of the dataset is blank")]
    BlankAnswers,
    /// A question is blank or no text (`TypeError`).
    #[error("the question of index {index} is blank or no text ({rows} rows)")]
    QuestionNotText {
        /// Index of the first such row.
        index: String,
        /// Number of rows.
        rows: u64,
    },
    /// The table of a column would have more cells, splits times values, than fit into memory.
    #[error("the table of column {column:?} has {cells} cells, the limit is {limit}")]
    TableTooLarge {
        /// Name of the column.
        column: String,
        /// Number of cells.
        cells: u64,
        /// Greatest accepted number.
        limit: u64,
    },
    /// The names in the table of a column, once for each split, would be longer than fits into memory.
    #[error("the table of column {column:?} has names of {bytes} bytes, the limit is {limit}")]
    NamesTooLong {
        /// Name of the column.
        column: String,
        /// Number of bytes.
        bytes: u64,
        /// Greatest accepted number.
        limit: u64,
    },
    /// The result as text would repeat a long prediction in the log of each row of its index.
    #[error("the logs of rows that share an index would repeat {bytes} bytes, the limit is {limit}")]
    LogsTooLong {
        /// Number of bytes.
        bytes: u64,
        /// Greatest accepted number.
        limit: u64,
    },
    /// A column holds values that Python cannot sort together, as text and blanks (`TypeError`).
    #[error("column {column:?} mixes values that cannot be sorted together")]
    Unsortable {
        /// Name of the column.
        column: String,
    },
}
