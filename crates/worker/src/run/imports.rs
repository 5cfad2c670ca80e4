//! Runs made of files, and parts of runs put together.

use web_sys::File;

use super::driver;
use super::planning::{Plan, preview};
use super::remote::now;
use super::results::{self, written};
use super::storage::Storage;
use crate::Shared;
use crate::check::reading::read_all;
use crate::failures::not_loaded;
use crate::outbox::Answer;
use crate::pausing::LetOthers;
use crate::session::count;
use engine::run::{Journal, LatestRecords, Record, RunHeader, StoredRun, file_stem, import_predictions, merge};
use engine::table::{self, TableFormat};
use protocol::run::{Imported, MergeReport, RunFault, RunReply, RunSettings};
use protocol::{Failure, Reply};

/// Entries of a list that are told.
const TOLD: usize = 100;

/// Keeps a journal as a run; what a run of that name holds already stays, and the journal's records come behind.
pub(super) async fn journal(session: &Shared, files: &[File]) -> Result<RunReply, Failure> {
    let file = files.first().ok_or_else(|| not_loaded("file"))?;
    let bytes = read_all(file).await?;
    let (Journal { header, records }, cut_line) = Journal::read(&bytes).map_err(RunFault::from)?;
    keep(session, header, records, Left { cut_line, ..Left::default() }).await
}

/// Makes a run that goes on from a prediction file.
pub(super) async fn predictions(session: &Shared, settings: &RunSettings, files: &[File]) -> Result<RunReply, Failure> {
    let file = files.first().ok_or_else(|| not_loaded("file"))?;
    let estimate = preview(session, settings).await?;
    if let Some(problem) = estimate.problems.first() {
        return Err(problem.clone().into());
    }
    let frame = table::read_paused(&file.name(), &read_all(file).await?, &LetOthers).await?;
    let plan = Plan::make(session, settings)?;
    let header = plan.header(settings, &estimate);
    let imported = {
        let session = session.borrow();
        import_predictions(&file.name(), &frame, &plan.questions, session.dataset()?.questions())
            .map_err(RunFault::from)?
    };
    let records = imported.records(&header.questions, now());
    let left = Left { unanswered: imported.unanswered, others: imported.others, cut_line: None };
    keep(session, header, records, left).await
}

/// What of a file is not taken over.
#[derive(Default)]
struct Left {
    unanswered: usize,
    others: usize,
    cut_line: Option<u64>,
}

async fn keep(session: &Shared, header: RunHeader, records: Vec<Record>, left: Left) -> Result<RunReply, Failure> {
    let is_open = session.borrow().run.as_ref().is_some_and(|run| run.header.borrow().id() == header.id);
    if is_open {
        return Err(RunFault::Busy.into());
    }
    let _lock = driver::lock(&header.id).await?;
    let storage = Storage::open().await?;
    let imported = Imported {
        id: header.id.clone(),
        questions: count(header.questions.len()),
        answered: count(LatestRecords::new(&header.questions, &records).answered().count()),
        unanswered: count(left.unanswered),
        others: count(left.others),
        cut_line: left.cut_line,
    };
    // The journal may be of another dataset than a run of its name was.
    results::forget_fit(session, &header.id);
    let next = storage.next_number(&header.id).await?;
    // Records that are there already would count, and cost, twice.
    let (there, _) = storage.records(&header.id).await?;
    let records: Vec<Record> = records.into_iter().filter(|record| !there.contains(record)).collect();
    let header = StoredRun::Run(header);
    let kept = storage.change_header(&imported.id, |there| {
        let mut kept = there.unwrap_or_else(|| header.clone());
        kept.keep_notes_of(&header);
        Ok(kept)
    });
    kept.await?;
    storage.put_records(&imported.id, next, &records).await?;
    Ok(RunReply::Imported(imported))
}

/// Puts the parts of a run together.
pub(super) async fn merged(
    session: &Shared,
    settings: &RunSettings,
    format: TableFormat,
    files: &[File],
) -> Result<Answer, Failure> {
    let mut parts = Vec::new();
    for file in files {
        parts.push((file.name(), table::read_paused(&file.name(), &read_all(file).await?, &LetOthers).await?));
    }
    let plan = Plan::make(session, &RunSettings { shard: None, ..settings.clone() })?;
    let merged = {
        let session = session.borrow();
        merge(&parts, &plan.questions, session.dataset()?.questions()).map_err(RunFault::from)?
    };
    let (extension, mime, bytes) = written(&merged.frame, format)?;
    let different = merged.overlaps.iter().filter(|overlap| !overlap.is_equal).count();
    let report = MergeReport {
        name: format!("{}.{extension}", file_stem(settings.model.name(), &plan.name)),
        mime: mime.to_owned(),
        rows: count(merged.frame.row_count()),
        gaps: (count(merged.gaps.len()), merged.gaps.into_iter().take(TOLD).collect()),
        unexpected: (count(merged.unexpected.len()), merged.unexpected.into_iter().take(TOLD).collect()),
        overlaps: (count(merged.overlaps.len()), count(different), merged.overlaps.into_iter().take(TOLD).collect()),
    };
    Ok(Answer::with_bytes(Reply::Run(RunReply::Merged(Box::new(report))), &bytes))
}
