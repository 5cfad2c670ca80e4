//! Repairing a checked file.

use engine::check::check_paused;
use engine::repair::{Change, Repair};
use engine::submission::PackageFile;
use engine::table::TableFormat;
use protocol::Failure;
use protocol::check::{CheckId, RepairPreview};

use super::{Checks, view};
use crate::exports::{NewFile, stem};

/// Rows of a converted file that are shown.
const FIRST_ROWS: usize = 3;

impl Checks {
    /// What repairs would change, and what a check finds then.
    pub(crate) async fn preview_repairs(&self, id: CheckId, repairs: &[Repair]) -> Result<RepairPreview, Failure> {
        let (name, repaired, basis) = self.repaired(id, repairs).await?;
        let formats = repaired.unfit.formats();
        let format = formats.first().copied().unwrap_or(TableFormat::Tsv);
        let written = repaired.write(format)?;
        self.session.pause().pause().await;
        let name = renamed(&name, format);
        let report = check_paused(&name, &written, &basis.reference(), self.session.pause()).await.report;
        let report = view(id, name, basis.against, report, Vec::new());
        let is_converted = repaired.changes.iter().any(|change| matches!(change, Change::FormatConverted(_)));
        let first_rows = if is_converted { repaired.first_rows(FIRST_ROWS) } else { Vec::new() };
        Ok(RepairPreview { changes: repaired.changes, first_rows, unfit: repaired.unfit, formats, report })
    }

    pub(crate) async fn repaired_file(
        &self,
        id: CheckId,
        repairs: &[Repair],
        format: TableFormat,
    ) -> Result<NewFile, Failure> {
        let (name, repaired, _) = self.repaired(id, repairs).await?;
        if !repaired.unfit.formats().contains(&format) {
            let detail = format!("{} cannot hold every prediction unchanged", format.extension());
            return Err(Failure::Export { detail });
        }
        let kind = if format == TableFormat::Tsv { PackageFile::Tsv } else { PackageFile::Spreadsheet };
        Ok(NewFile { name: renamed(&name, format), mime: kind.mime(), bytes: repaired.write(format)? })
    }
}

/// The file's name with the extension of a format.
fn renamed(name: &str, format: TableFormat) -> String {
    format!("{}.{}", stem(name), format.extension())
}
