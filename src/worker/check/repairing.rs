//! Repairing a checked file.

use super::super::Shared;
use super::super::failures::not_loaded;
use super::super::outbox::Answer;
use super::files::CheckedFile;
use super::reading::{self, Content};
use super::{against, view, with_reference};
use crate::engine::check::{Reference, check};
use crate::engine::repair::{Repair, Repaired, apply};
use crate::engine::submission::PackageFile;
use crate::engine::table::{TableError, TableFormat};
use crate::protocol::check::{CheckId, CheckReply, RepairPreview};
use crate::protocol::{Failure, Reply};

/// What repairs would change, and what a check finds then.
pub(super) async fn preview(session: &Shared, id: CheckId, repairs: &[Repair]) -> Result<Answer, Failure> {
    let (kept, bytes) = content(session, id).await?;
    let session = session.borrow();
    let name = kept.file.name();
    let preview = with_reference(&session, kept.split, |reference| {
        let repaired = repaired(&name, &bytes, repairs, reference)?;
        let formats = repaired.unfit.formats();
        let format = formats.first().copied().unwrap_or(TableFormat::Tsv);
        let written = repaired.write(format)?;
        let name = renamed(&name, format);
        let report = check(&name, &written, reference).report;
        let report = view(id, name, against(&session, kept.split), report, Vec::new());
        Ok(RepairPreview { changes: repaired.changes, unfit: repaired.unfit, formats, report })
    })?;
    Ok(Reply::Check(CheckReply::Repaired(Box::new(preview))).into())
}

/// The repaired file.
pub(super) async fn file(
    session: &Shared,
    id: CheckId,
    repairs: &[Repair],
    format: TableFormat,
) -> Result<Answer, Failure> {
    let (kept, bytes) = content(session, id).await?;
    let name = kept.file.name();
    let written = with_reference(&session.borrow(), kept.split, |reference| {
        let repaired = repaired(&name, &bytes, repairs, reference)?;
        if !repaired.unfit.formats().contains(&format) {
            let detail = format!("{} cannot hold every prediction unchanged", format.extension());
            return Err(Failure::Export { detail });
        }
        Ok(repaired.write(format)?)
    })?;
    let kind = if format == TableFormat::Tsv { PackageFile::Tsv } else { PackageFile::Spreadsheet };
    let reply = Reply::File { name: renamed(&name, format), mime: kind.mime().to_owned() };
    Ok(Answer::with_bytes(reply, &written))
}

/// A checked file and its bytes, read again.
pub(super) async fn content(session: &Shared, id: CheckId) -> Result<(CheckedFile, Vec<u8>), Failure> {
    let kept = session.borrow().checks.file(id)?;
    match reading::read(session, &kept.file).await? {
        Content::Bytes(bytes) => Ok((kept, bytes)),
        Content::TooLarge(_) => Err(not_loaded("file")),
    }
}

/// The repaired table.
pub(super) fn repaired(
    name: &str,
    bytes: &[u8],
    repairs: &[Repair],
    reference: &Reference<'_>,
) -> Result<Repaired, Failure> {
    let checked = check(name, bytes, reference);
    let failure = checked.report.failure.clone();
    apply(&checked, repairs, reference).ok_or_else(|| failure.map_or_else(|| TableError::NoSheet.into(), Failure::from))
}

/// The file's name with the extension of a format.
fn renamed(name: &str, format: TableFormat) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}.{}", format.extension())
}
