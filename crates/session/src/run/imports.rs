//! Runs made of files, and parts of runs put together.

use engine::run::{Journal, LatestRecords, Record, RunHeader, StoredRun, file_stem, import_predictions, merge};
use engine::table::{self, Frame, TableFormat};
use protocol::Failure;
use protocol::run::{Imported, MergeReport, RunFault, RunSettings};

use super::planning::Plan;
use super::{Runs, lock};
use crate::exports::written;
use crate::host::Source;
use crate::loaded::{Shared, count};
use crate::source::read_all;

/// Entries of a list that are shown.
const TOLD: usize = 100;

impl Runs {
    /// Keeps a journal as a run; what a run of that name holds already stays, and the journal's records come behind.
    pub(crate) async fn import_journal(&self, file: &Source) -> Result<Imported, Failure> {
        let bytes = read_all(file).await?;
        let (Journal { header, records }, cut_line) = Journal::read(&bytes).map_err(RunFault::from)?;
        Ok(self.keep(header, records, Left { cut_line, ..Left::default() }).await?)
    }

    pub(crate) async fn import_predictions(&self, settings: &RunSettings, file: &Source) -> Result<Imported, Failure> {
        let estimate = self.estimate(settings).await?;
        let frame = frame_of(&self.session, file).await?;
        let plan = Plan::make(&self.session, settings)?;
        let header = plan.header(self.session.system(), settings, &estimate);
        let imported = {
            let loaded = self.session.borrow();
            import_predictions(&file.name(), &frame, &plan.questions, loaded.dataset()?.questions())
                .map_err(RunFault::from)?
        };
        let records = imported.records(&header.questions, self.session.system().date());
        let left = Left { unanswered: imported.unanswered, others: imported.others, cut_line: None };
        Ok(self.keep(header, records, left).await?)
    }

    async fn keep(&self, header: RunHeader, records: Vec<Record>, left: Left) -> Result<Imported, RunFault> {
        if self.is_open(&header.id) {
            return Err(RunFault::Busy);
        }
        let _lock = lock(&self.session, &header.id).await?;
        let storage = self.open_storage().await?;
        let imported = Imported {
            id: header.id.clone(),
            questions: count(header.questions.len()),
            answered: count(LatestRecords::new(&header.questions, &records).answered().count()),
            unanswered: count(left.unanswered),
            others: count(left.others),
            cut_line: left.cut_line,
        };
        // The journal may be of another dataset than a run of its name was.
        self.forget(&header.id);
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
        Ok(imported)
    }
}

async fn frame_of(session: &Shared, file: &Source) -> Result<Frame, Failure> {
    Ok(table::read_paused(&file.name(), &read_all(file).await?, session.pause()).await?)
}

/// What of a file is not taken over.
#[derive(Default)]
struct Left {
    unanswered: usize,
    others: usize,
    cut_line: Option<u64>,
}

pub(crate) async fn merged(
    session: &Shared,
    settings: &RunSettings,
    format: TableFormat,
    files: &[Source],
) -> Result<(MergeReport, Vec<u8>), Failure> {
    let mut parts = Vec::new();
    for file in files {
        parts.push((file.name(), frame_of(session, file).await?));
    }
    let plan = Plan::make(session, &RunSettings { shard: None, ..settings.clone() })?;
    let merged = {
        let loaded = session.borrow();
        merge(&parts, &plan.questions, loaded.dataset()?.questions()).map_err(RunFault::from)?
    };
    let (extension, mime, bytes) = written(&merged.frame, format)?;
    let different = merged.overlaps.iter().filter(|overlap| !overlap.is_equal).count();
    let report = MergeReport {
        name: format!("{}.{extension}", file_stem(settings.model.name(), plan.name())),
        mime: mime.to_owned(),
        rows: count(merged.frame.row_count()),
        gaps: (count(merged.gaps.len()), merged.gaps.into_iter().take(TOLD).collect()),
        unexpected: (count(merged.unexpected.len()), merged.unexpected.into_iter().take(TOLD).collect()),
        overlaps: (count(merged.overlaps.len()), count(different), merged.overlaps.into_iter().take(TOLD).collect()),
    };
    Ok((report, bytes))
}
