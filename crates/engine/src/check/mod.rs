//! What VLMEvalKit would make of a prediction file, before anybody sends it.
//!
//! [`check`] finds everything at once: where the header is not in the first row, or fields are separated by something
//! else than the extension says, that is found and the table behind it is looked into all the same.

mod columns;
mod doubt;
mod encoding;
mod end_token;
mod finding;
mod header;
mod notebook;
mod predictions;
mod reference;
mod rows;
mod same_text;
mod sentence;
mod source;
mod text;
mod workbook;

pub use columns::Columns;
pub use doubt::{Affected, Doubt};
pub use encoding::BROKEN_UTF8;
pub use finding::{Finding, FindingKind, Note, Place, Severity, Split};
pub(crate) use predictions::without_end_token;
pub use reference::Reference;
pub use rows::row_of;
pub(crate) use same_text::{is_blank, is_same};
pub use source::{Departures, Source, Table};

use super::limits::{Limit, Spot};
use super::pause::{NoPause, Pause, at_once};
use super::scoring::ScoreError;
use super::table::TableError;
use notebook::Notebook;

/// What was found in a prediction file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// Rows below the header; `None` where the file is no table.
    pub rows: Option<usize>,
    /// What was found: errors first, each kind once.
    pub findings: Vec<Finding>,
    /// What is worth knowing and harms nothing.
    pub notes: Vec<Note>,
    /// Why the file could not be read, or not in full.
    pub failure: Option<TableError>,
    /// How much of the file the findings are about.
    pub affected: Affected,
    /// Why the scorer gives no score, where [`FindingKind::NoScore`] alone tells so.
    pub refusal: Option<ScoreError>,
}

impl Report {
    /// The verdict: that of the gravest finding.
    pub fn severity(&self) -> Severity {
        self.findings.iter().map(|finding| finding.kind.severity()).max().unwrap_or_default()
    }

    /// The finding of that kind.
    pub fn finding(&self, kind: FindingKind) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.kind == kind)
    }

    /// The report on a file that is too large to be read.
    pub fn too_large(bytes: u64) -> Self {
        let mut notebook = Notebook::default();
        notebook.unreadable(Limit::FileBytes.exceeded(bytes, Spot::File));
        notebook.into_report(None)
    }
}

/// A checked file: what was found, and what it was found in.
pub struct Checked {
    /// What was found.
    pub report: Report,
    /// What the file holds.
    pub source: Source,
}

/// Checks a prediction file: its bytes and, for the extension, its name.
pub fn check(name: &str, bytes: &[u8], reference: &Reference<'_>) -> Checked {
    at_once(check_paused(name, bytes, reference, &NoPause))
}

/// As [`check`], a piece at a time.
pub async fn check_paused(name: &str, bytes: &[u8], reference: &Reference<'_>, pause: &dyn Pause) -> Checked {
    Opened::open(name, bytes, pause).await.compare(reference, pause).await
}

/// A file that has been read, and what was found in doing so: the longer part of a check.
pub struct Opened {
    source: Source,
    notebook: Notebook,
}

impl Opened {
    /// Reads a file.
    pub async fn open(name: &str, bytes: &[u8], pause: &dyn Pause) -> Self {
        let mut notebook = Notebook::default();
        if let Err(error) = Limit::FileBytes.check(bytes.len() as u64, Spot::File) {
            notebook.unreadable(error);
            return Self { source: Source::default(), notebook };
        }
        let source = source::open(name, bytes, &mut notebook, pause).await;
        Self { source, notebook }
    }

    /// Compares what is in it with what should be.
    pub async fn compare(self, reference: &Reference<'_>, pause: &dyn Pause) -> Checked {
        let Self { source, mut notebook } = self;
        if let Some(table) = &source.table {
            let columns = Columns::of(&table.frame);
            columns::check(table, &columns, reference, &mut notebook);
            pause.pause().await;
            rows::check(table, &columns, reference, &mut notebook, pause).await;
        }
        let rows = source.table.as_ref().map(|table| table.frame.row_count());
        Checked { report: notebook.into_report(rows), source }
    }
}
