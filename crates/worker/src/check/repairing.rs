//! Repairing a checked file.

use super::super::Shared;
use super::super::failures::not_loaded;
use super::super::outbox::Answer;
use super::super::pausing::LetOthers;
use super::basis::Basis;
use super::files::CheckedFile;
use super::reading;
use super::view;
use engine::check::{Reference, check_paused};
use engine::pause::Pause;
use engine::repair::{Change, Repair, Repaired, apply};
use engine::scoring::ScoreError;
use engine::submission::PackageFile;
use engine::table::{Opened, TableFormat, open};
use protocol::check::{CheckId, CheckReply, RepairPreview};
use protocol::{Failure, Reply};

/// So many rows of a converted file are shown.
const FIRST_ROWS: usize = 3;

/// What repairs would change, and what a check finds then.
pub(super) async fn preview(session: &Shared, id: CheckId, repairs: &[Repair]) -> Result<Answer, Failure> {
    let (kept, bytes) = read_again(session, id).await?;
    let opened = open(&kept.file.name(), &bytes, &LetOthers).await;
    let basis = Basis::same(&session.borrow(), &kept)?;
    let reference = basis.reference();
    let repaired = repaired(opened, repairs, &reference).await?;
    let formats = repaired.unfit.formats();
    let format = formats.first().copied().unwrap_or(TableFormat::Tsv);
    let written = repaired.write(format)?;
    LetOthers.pause().await;
    let name = renamed(&kept.file.name(), format);
    let report = check_paused(&name, &written, &reference, &LetOthers).await.report;
    let report = view(id, name, basis.against, report, Vec::new());
    let is_converted = repaired.changes.iter().any(|change| matches!(change, Change::FormatConverted(_)));
    let first_rows = if is_converted { repaired.first_rows(FIRST_ROWS) } else { Vec::new() };
    let preview = RepairPreview { changes: repaired.changes, first_rows, unfit: repaired.unfit, formats, report };
    Ok(Reply::Check(CheckReply::Repaired(Box::new(preview))).into())
}

/// The repaired file.
pub(super) async fn file(
    session: &Shared,
    id: CheckId,
    repairs: &[Repair],
    format: TableFormat,
) -> Result<Answer, Failure> {
    let (kept, bytes) = read_again(session, id).await?;
    let name = kept.file.name();
    let opened = open(&name, &bytes, &LetOthers).await;
    let basis = Basis::same(&session.borrow(), &kept)?;
    let repaired = repaired(opened, repairs, &basis.reference()).await?;
    if !repaired.unfit.formats().contains(&format) {
        let detail = format!("{} cannot hold every prediction unchanged", format.extension());
        return Err(Failure::Export { detail });
    }
    let written = repaired.write(format)?;
    let kind = if format == TableFormat::Tsv { PackageFile::Tsv } else { PackageFile::Spreadsheet };
    let reply = Reply::File { name: renamed(&name, format), mime: kind.mime().to_owned() };
    Ok(Answer::with_bytes(reply, &written))
}

/// A checked file and its bytes, read again.
pub(super) async fn read_again(session: &Shared, id: CheckId) -> Result<(CheckedFile, Vec<u8>), Failure> {
    let kept = session.borrow().checks.file(id)?;
    let bytes = reading::read(&kept.file).await?.ok_or_else(|| not_loaded("file"))?;
    Ok((kept, bytes))
}

/// The repaired table.
pub(super) async fn repaired(
    opened: Opened<'_>,
    repairs: &[Repair],
    reference: &Reference<'_>,
) -> Result<Repaired, Failure> {
    let checked = opened.compare(reference, &LetOthers).await;
    let failure = checked.report.failure.clone();
    let unread = || Failure::from(ScoreError::MissingColumn { name: "prediction".to_owned(), found: Vec::new() });
    apply(&checked, repairs, reference).ok_or_else(|| failure.map_or_else(unread, Failure::from))
}

/// The file's name with the extension of a format.
fn renamed(name: &str, format: TableFormat) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}.{}", format.extension())
}
