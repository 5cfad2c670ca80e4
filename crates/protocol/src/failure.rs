//! Why something could not be done.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::address::AddressFault;
use super::run::RunFault;
use engine::dataset::DatasetError;
use engine::image::ImageError;
use engine::scoring::ScoreError;
use engine::table::TableError;

/// Why something could not be done.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum Failure {
    /// The dataset.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
    /// A prediction file.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A picture.
    #[error(transparent)]
    Image(#[from] ImageError),
    /// Scoring.
    #[error(transparent)]
    Score(#[from] ScoreError),
    /// A run.
    #[error(transparent)]
    Run(#[from] RunFault),
    /// A file that is read over the network.
    #[error(transparent)]
    Address(#[from] AddressFault),
    /// The file is gone or changed since it was opened (the browser's `NotReadableError` or `NotFoundError`).
    #[error("{name} can no longer be read: {detail}")]
    FileGone {
        /// File name.
        name: String,
        /// What the browser said.
        detail: String,
    },
    /// The file is neither a dataset nor a prediction file.
    #[error("{name} has neither the columns of a dataset nor those of a prediction file: {columns:?}")]
    NotRecognised {
        /// File name.
        name: String,
        /// The columns found (the first 40).
        columns: Vec<String>,
    },
    /// A piece of a dataset, cut off without regard to its rows, as `split -b` does.
    #[error("{name} is a piece of a dataset; the pieces must be joined")]
    Piece {
        /// File name.
        name: String,
    },
    /// The file has no bytes.
    #[error("{name} is empty")]
    EmptyFile {
        /// File name.
        name: String,
    },
    /// The request is about something that is not loaded (any more).
    #[error("{what} is not loaded")]
    NotLoaded {
        /// `dataset`, `predictions`, `row`, `picture`.
        what: String,
    },
    /// Neither a dataset with answers nor an `answer` column in the prediction file.
    #[error("there are no answers to score against")]
    NoTruth,
    /// The dataset is still being indexed, so scoring would be incomplete.
    #[error("the dataset is still being indexed")]
    StillIndexing,
    /// Reading the dataset was cancelled or failed, so what needs all of it cannot be made.
    #[error("the dataset was not read to its end")]
    NotReadToEnd,
    /// The picture belongs to a question that has not been read yet; it comes as the dataset is read on.
    #[error("the picture belongs to index {reference}, which has not been read yet")]
    PictureNotReadYet {
        /// The index whose picture it is.
        reference: String,
    },
    /// What a file was checked against is open no more, or something else is: its report holds no longer.
    #[error("the dataset has changed since the check")]
    BasisChanged,
    /// The published lexical tree, a file beside the page, could not be had.
    #[error("the lexical tree could not be fetched: {detail}")]
    TreeMissing {
        /// What the browser or the reader said.
        detail: String,
    },
    /// It was cancelled.
    #[error("cancelled")]
    Cancelled,
    /// The same part of a dataset twice.
    #[error("{name} is a part that is open already, as {open}")]
    DoubledPart {
        /// File name.
        name: String,
        /// Name of the file that is open.
        open: String,
    },
    /// A message that does not fit this version of the protocol.
    #[error("the page and its worker are of different versions")]
    VersionMismatch,
    /// Writing a file to take away failed.
    #[error("the file could not be written: {detail}")]
    Export {
        /// What the writer said.
        detail: String,
    },
}
