//! Messages about checking a prediction file, repairing it and packing it for submission.

use serde::{Deserialize, Serialize};

use super::{Failure, PredictionsId};
use engine::check::{Affected, Doubt, Finding, Note, Severity, Split};
use engine::repair::{Change, Repair, Unfit};
use engine::submission::{Form, Mail, PackageFile};
use engine::table::TableFormat;

/// Names a checked file for as long as the worker holds it.
pub type CheckId = u32;

/// Names a check under way, so that it can be cancelled; the page chooses a new one for each.
pub type Ticket = u32;

/// Check the one file that travels beside the message, whatever it holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckFile {
    /// Names the check.
    pub ticket: Ticket,
    /// The split to check against where no dataset is loaded; `None` leaves it to the file's name, then VAL.
    pub split: Option<Split>,
}

/// Check a loaded prediction file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckLoaded {
    /// Names the check.
    pub ticket: Ticket,
    /// The file.
    pub predictions: PredictionsId,
    /// The split to check against where no dataset is loaded.
    pub split: Option<Split>,
}

/// Stop that check if it is under way; it answers [`Failure::Cancelled`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CancelCheck(pub Ticket);

/// What repairs would change; nothing is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PreviewRepairs {
    /// The checked file.
    pub check: CheckId,
    /// The repairs, out of [`CheckReport::offers`].
    pub repairs: Vec<Repair>,
}

/// The repaired file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExportRepaired {
    /// The checked file.
    pub check: CheckId,
    /// The repairs.
    pub repairs: Vec<Repair>,
    /// One of [`RepairPreview::formats`].
    pub format: TableFormat,
}

/// The content of a package of a checked file for the organisers, or what is wrong with the form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PreviewPackage {
    /// The checked file.
    pub check: CheckId,
    /// The repairs.
    pub repairs: Vec<Repair>,
    /// What the team entered.
    pub form: Form,
}

/// A file of such a package.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExportPackaged {
    /// The checked file.
    pub check: CheckId,
    /// The repairs.
    pub repairs: Vec<Repair>,
    /// What the team entered.
    pub form: Form,
    /// Which file.
    pub file: PackageFile,
}

/// Forget a checked file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CloseCheck(pub CheckId);

/// What repairs would change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RepairPreview {
    /// The changes.
    pub changes: Vec<Change>,
    /// Index and prediction of the first three rows, where the content was of another format.
    pub first_rows: Vec<(String, String)>,
    /// What a spreadsheet cannot hold unchanged.
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
    /// How much of the file the findings are about.
    pub affected: Affected,
    /// Why a score would hardly be the one that is meant.
    pub doubt: Option<Doubt>,
    /// What was found, errors first.
    pub findings: Vec<Finding>,
    /// What is worth knowing and harms nothing.
    pub notes: Vec<Note>,
    /// The repairs that are offered.
    pub offers: Vec<Repair>,
    /// Why the file could not be looked into further, or gets no score for a reason that no other finding tells.
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
