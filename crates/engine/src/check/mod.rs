//! What VLMEvalKit would make of a prediction file, before anybody sends it.
//!
//! [`check`] finds everything at once: also behind what keeps VLMEvalKit from reading the file, as far as
//! [`open`] finds a table there.

#![expect(missing_docs, reason = "what a name says has no line of its own")]

mod collector;
mod columns;
mod finding;
mod predictions;
mod reference;
mod rows;
mod sentence;

pub use columns::Columns;
pub use finding::{Affected, Details, Doubt, Finding, FindingKind, Note, Place, Report, Severity};
pub(crate) use predictions::without_end_token;
pub use reference::{Reference, Split};
pub use rows::row_of;

use crate::pause::{NoPause, Pause, block_on};
pub use crate::table::GROUP_COLUMNS;
use crate::table::{FormatIssues, Opened, Table, open};
pub(crate) use crate::table::{is_blank, is_same};
use collector::FindingCollector;

/// A checked file: what was found, and what it was found in.
pub struct Checked {
    pub report: Report,
    pub table: Option<Table>,
    pub issues: FormatIssues,
}

/// Checks a prediction file: its bytes and, for the extension, its name.
pub fn check(name: &str, bytes: &[u8], reference: &Reference<'_>) -> Checked {
    block_on(check_paused(name, bytes, reference, &NoPause))
}

/// As [`check`], a piece at a time.
pub async fn check_paused(name: &str, bytes: &[u8], reference: &Reference<'_>, pause: &dyn Pause) -> Checked {
    open(name, bytes, pause).await.compare(reference, pause).await
}

impl Opened<'_> {
    /// Checks the file against what should be in it.
    pub async fn compare(self, reference: &Reference<'_>, pause: &dyn Pause) -> Checked {
        let mut findings = FindingCollector::of(&self);
        let Self { table, issues, .. } = self;
        if let Some(table) = &table {
            let columns = Columns::of(&table.frame);
            columns::check(table, &columns, reference, &mut findings);
            pause.pause().await;
            rows::check(table, &columns, reference, &mut findings, pause).await;
        }
        let rows = table.as_ref().map(|table| table.frame.row_count());
        Checked { report: findings.into_report(rows), table, issues }
    }
}
