//! Messages about checking a prediction file, repairing it and packing it for submission.

use serde::{Deserialize, Serialize};

use super::{Failure, PredictionsId};
use crate::engine::check::{Finding, Note, Severity, Split};

/// Names a checked file for as long as the worker holds it.
pub type CheckId = u32;

/// What the check page may ask.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum CheckRequest {
    /// Check the one file that travels beside the message, whatever it holds: [`CheckReply::Checked`].
    File {
        /// The split to check against where no dataset is loaded; `None` leaves it to the file's name, then VAL.
        split: Option<Split>,
    },
    /// Check a loaded prediction file: [`CheckReply::Checked`].
    Loaded {
        /// The file.
        predictions: PredictionsId,
        /// The split to check against where no dataset is loaded.
        split: Option<Split>,
    },
    /// Stop the checks under way, which answer [`Failure::Cancelled`]: [`Reply::Done`](super::Reply::Done).
    Cancel,
    /// Forget a checked file: [`Reply::Done`](super::Reply::Done).
    Close(CheckId),
}

/// An answer to a [`CheckRequest`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum CheckReply {
    /// What was found.
    Checked(Box<CheckReport>),
}

/// What was found in a prediction file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckReport {
    /// Names the file in later requests.
    pub id: CheckId,
    /// File name.
    pub name: String,
    /// What it was checked against.
    pub against: Against,
    /// Rows read; `None` where the file is no table.
    pub rows: Option<u32>,
    /// The verdict.
    pub severity: Severity,
    /// What was found, errors first.
    pub findings: Vec<Finding>,
    /// What is worth knowing and harms nothing.
    pub notes: Vec<Note>,
    /// Why the file could not be looked into further, where that is so.
    pub failure: Option<Failure>,
}

/// What a prediction file was checked against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Against {
    /// The loaded dataset of that name.
    Dataset(String),
    /// The published row count of a split.
    Shape(Split),
}
