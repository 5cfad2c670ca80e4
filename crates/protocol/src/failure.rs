//! Why something could not be done.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::address::AddressFault;
use super::local::{LocalError, SourceFault};
use engine::compare::CompareError;
use engine::dataset::DatasetError;
use engine::endpoint::AddressError;
use engine::image::ImageError;
use engine::run::{JournalError, MergeError, PlanError, TemplateError};
use engine::scoring::ScoreError;
use engine::table::TableError;

/// Why something could not be done.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum Failure {
    #[error(transparent)]
    Dataset(#[from] DatasetError),
    #[error(transparent)]
    Table(#[from] TableError),
    #[error(transparent)]
    Image(#[from] ImageError),
    #[error(transparent)]
    Score(#[from] ScoreError),
    #[error(transparent)]
    Compare(#[from] CompareError),
    #[error(transparent)]
    Run(#[from] RunFault),
    #[error(transparent)]
    Address(#[from] AddressFault),
    /// The file is gone or changed since it was opened (the browser's `NotReadableError` or `NotFoundError`).
    #[error("{name} can no longer be read: {detail}")]
    FileGone { name: String, detail: String },
    #[error("{name} has neither the columns of a dataset nor those of a prediction file: {columns:?}")]
    NotRecognised {
        name: String,
        /// The columns found (the first 40).
        columns: Vec<String>,
    },
    /// A piece of a dataset, cut off without regard to its rows, as `split -b` does.
    #[error("{name} is a piece of a dataset; the pieces must be joined")]
    Piece { name: String },
    #[error("{name} is empty")]
    EmptyFile { name: String },
    #[error("{} is not loaded", .what.name())]
    NotLoaded { what: Missing },
    /// Neither a dataset with answers nor an `answer` column in the prediction file.
    #[error("there are no answers to score against")]
    NoTruth,
    #[error("the dataset is still being indexed")]
    StillIndexing,
    /// Reading the dataset was cancelled or failed, so what needs all of it cannot be made.
    #[error("the dataset was not read to its end")]
    NotReadToEnd,
    /// The picture belongs to a question that has not been read yet; it comes as the dataset is read on.
    #[error("the image belongs to index {reference}, which has not been read yet")]
    ImageNotReadYet { reference: String },
    /// What a file was checked against is open no more, or something else is: its report holds no longer.
    #[error("the dataset has changed since the check")]
    BasisChanged,
    #[error("the lexical tree could not be fetched: {detail}")]
    TreeMissing { detail: String },
    #[error("cancelled")]
    Cancelled,
    #[error("{name} is a part that is open already, as {open}")]
    DoubledPart { name: String, open: String },
    #[error("the page and its worker are of different versions")]
    VersionMismatch,
    #[error("the file could not be written: {detail}")]
    Export { detail: String },
}

/// Why something about a run could not be done.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum RunFault {
    #[error(transparent)]
    Plan(#[from] PlanError),
    #[error(transparent)]
    Template(#[from] TemplateError),
    #[error(transparent)]
    Address(#[from] AddressError),
    #[error(transparent)]
    Source(#[from] SourceFault),
    #[error(transparent)]
    Local(#[from] LocalError),
    #[error("no model is named")]
    NoModel,
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error(transparent)]
    Merge(#[from] MergeError),
    #[error("the browser's storage is full")]
    StorageFull,
    #[error("the browser's storage cannot be used: {detail}")]
    Storage { detail: String },
    #[error("the run is under way in another tab")]
    OpenElsewhere,
    /// A run is under way in this tab, and there can be one only.
    #[error("a run is under way")]
    Busy,
    #[error("there is no such run")]
    NoSuchRun,
    #[error("the run belongs to {dataset}, or to other questions of it")]
    OtherDataset { dataset: String },
    #[error("no row needs a judge")]
    NothingToJudge,
    /// The run has no such file, as transcripts of a judge.
    #[error("there is no such file of this run")]
    NoSuchFile,
}

/// What is not loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Missing {
    Dataset,
    Predictions,
    Row,
    Image,
    File,
}

impl Missing {
    fn name(self) -> &'static str {
        match self {
            Self::Dataset => "dataset",
            Self::Predictions => "predictions",
            Self::Row => "row",
            Self::Image => "image",
            Self::File => "file",
        }
    }
}
