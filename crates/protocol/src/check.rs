//! Messages about checking a prediction file, repairing it and packing it for submission.

use serde::{Deserialize, Serialize};

use super::Failure;
pub use super::request::{
    CancelCheck, CheckFile, CheckLoaded, CloseCheck, ExportPackaged, ExportRepaired, PreviewPackage, PreviewRepairs,
};
use engine::check::{Affected, Doubt, Finding, Note, Severity, Split};
use engine::repair::{Change, Repair, Unfit};
use engine::submission::{Mail, PackageFile};
use engine::table::TableFormat;

/// Names a checked file for as long as the worker holds it.
pub type CheckId = u32;

/// Names a check under way, so that it can be cancelled; the page chooses a new one for each.
pub type Ticket = u32;

/// What repairs would change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RepairPreview {
    pub changes: Vec<Change>,
    /// Index and prediction of the first three rows, where the content was of another format.
    pub first_rows: Vec<(String, String)>,
    pub unfit: Unfit,
    /// The formats that hold every prediction unchanged, best first; none only for predictions with a character zero.
    pub formats: Vec<TableFormat>,
    /// What a check of the repaired file finds, in the first of the formats. It has the id of the checked file.
    pub report: CheckReport,
}

/// What a package would hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PackagePreview {
    /// The files: name and size in bytes.
    pub files: Vec<(PackageFile, String, u64)>,
    /// The mail without attachments; [`Mail::link`] and [`Mail::text`] give what is opened and copied.
    pub mail: Mail,
    /// What the spreadsheet could not hold unchanged; a tsv stands beside it then.
    pub unfit: Unfit,
    /// What a check of the spreadsheet finds. It has the id of the checked file.
    pub report: CheckReport,
}

/// What was found in a prediction file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckReport {
    pub id: CheckId,
    pub name: String,
    pub against: Against,
    /// Rows read; `None` where the file is no table.
    pub rows: Option<u32>,
    pub severity: Severity,
    /// How much of the file the findings are about.
    pub affected: Affected,
    /// Why a score would hardly be the one that is meant.
    pub doubt: Option<Doubt>,
    pub findings: Vec<Finding>,
    /// What is worth knowing and harms nothing.
    pub notes: Vec<Note>,
    pub offers: Vec<Repair>,
    /// Why the file could not be looked into further, or gets no score for a reason that no other finding tells.
    pub failure: Option<Failure>,
}

/// What a prediction file was checked against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Against {
    Dataset(String),
    Shape(Split),
}
