//! What runs become: prediction files, manifests, transcripts.

use std::rc::Rc;

use engine::prompt::PromptParts;
use engine::run::{
    Journal, LatestRecords, Manifest, Outcome, Record, RunFailure, RunHeader, StoredRun, Thinking, answered_rows,
    file_stem, prediction_frame, transcript_line,
};
use engine::table::{Column, Frame, TableFormat, Value, write};
use protocol::run::{AnsweredQuestion, FailedQuestion, JournalError, RunFault, RunFile, RunListing, StoredRuns};
use protocol::{Failure, Listed, Phase, PredictionsId};

use super::Runs;
use super::judging::files_named;
use super::planning::{rows_by_index, rows_of_run};
use super::storage::Storage;
use crate::exports::{self, NewFile, written};
use crate::loaded::{Shared, count};
use crate::opening::open_predictions;
use crate::source::MemorySource;

/// Characters of a prediction in a list of answers.
const PREDICTION_IN_LIST: usize = 2000;

/// Questions of a list at once.
const QUESTIONS_AT_ONCE: usize = 500;

pub(super) struct ListedRun {
    id: String,
    /// The number that followed those of its records.
    next: u32,
    header: StoredRun,
    records: Vec<Record>,
}

/// What the list of runs says of the records of a run.
#[derive(Clone)]
pub(super) struct CountedRun {
    /// The number that followed those of its records.
    next: u32,
    answered: u32,
    failed: u32,
    /// What ended it, or why the last of its failed questions has no answer.
    failure: Option<RunFailure>,
    broken: Option<JournalError>,
}

impl Runs {
    pub(crate) async fn list(&self) -> Result<StoredRuns, RunFault> {
        let storage = self.open_storage().await?;
        let mut stored = StoredRuns::default();
        for header in storage.headers().await? {
            let header = match header {
                Ok(header) => header,
                Err(fault) => {
                    stored.broken.push(fault);
                    continue;
                }
            };
            let CountedRun { answered, failed, failure, broken, .. } = self.counted(&storage, &header).await?;
            let (fits, shard) = match &header {
                StoredRun::Run(header) => (self.fits(header), header.shard),
                StoredRun::Judge(header) => (!files_named(&self.session, &header.dataset).is_empty(), None),
            };
            stored.runs.push(RunListing {
                id: header.id().to_owned(),
                model: header.model().name().to_owned(),
                host: header.model().host(),
                dataset: header.dataset().to_owned(),
                begun: header.begun(),
                shard,
                questions: count(header.questions().len()),
                answered,
                failed,
                failure,
                broken,
                limits: header.limits().clone(),
                fits,
                is_open: self.is_open(header.id()),
                is_judge: matches!(header, StoredRun::Judge(_)),
            });
        }
        stored.runs.sort_by_key(|listing| std::cmp::Reverse(listing.begun));
        Ok(stored)
    }

    /// Whether a run is about the questions of the dataset that is open. Finding out takes every prompt of the run.
    fn fits(&self, header: &RunHeader) -> bool {
        let key = match self.session.borrow().dataset() {
            Ok(dataset) if dataset.phase != Phase::Indexing => {
                (dataset.number, dataset.questions().row_count(), header.id.clone())
            }
            _ => return false,
        };
        *self.fits.borrow_mut().entry(key).or_insert_with(|| rows_of_run(&self.session, header).is_ok())
    }

    /// What the list says of a run. Its records are read again only where one was added.
    async fn counted(&self, storage: &Storage, header: &StoredRun) -> Result<CountedRun, RunFault> {
        let next = storage.next_number(header.id()).await?;
        let known = self.counted.borrow().get(header.id()).cloned();
        if let Some(known) = known.filter(|known| known.next == next) {
            return Ok(known);
        }
        let (records, broken) = storage.records(header.id()).await?;
        let latest = LatestRecords::new(header.questions(), &records);
        let (answered, failed) = (count(latest.answered().count()), count(latest.failed().count()));
        let of_questions = || latest.records.iter().flatten().filter_map(|record| record.failure()).next_back();
        let failure = records.last().and_then(Record::failure).or_else(of_questions).cloned();
        let counted = CountedRun { next, answered, failed, failure, broken };
        self.counted.borrow_mut().insert(header.id().to_owned(), counted.clone());
        Ok(counted)
    }

    /// A run to be listed. What was read last is kept as long as no record was added, since lists come page by page.
    async fn listed(&self, id: &str) -> Result<Rc<ListedRun>, RunFault> {
        let next = self.open_storage().await?.next_number(id).await?;
        let known = self.listed.borrow().clone();
        if let Some(known) = known.filter(|known| known.id == id && known.next == next) {
            return Ok(known);
        }
        let (header, records) = self.stored(id).await?;
        let listed = Rc::new(ListedRun { id: id.to_owned(), next, header, records });
        *self.listed.borrow_mut() = Some(listed.clone());
        Ok(listed)
    }

    /// The number of failed questions, and those at `start..end` among them.
    pub(crate) async fn failures(&self, id: &str, start: u32, end: u32) -> Result<Listed<FailedQuestion>, RunFault> {
        let view = |record: &Record, row| match &record.outcome {
            Outcome::Failed(failure) => Some(FailedQuestion {
                index: record.index.clone(),
                row,
                kind: failure.name().to_owned(),
                failure: failure.clone(),
                tries: record.tries,
            }),
            Outcome::Answered(_) => None,
        };
        self.page(id, (start, end), |record| record.answer().is_none(), view).await
    }

    /// The number of answered questions, and those at `start..end` among them.
    pub(crate) async fn answers(&self, id: &str, start: u32, end: u32) -> Result<Listed<AnsweredQuestion>, RunFault> {
        let view = |record: &Record, row| {
            let answer = record.answer()?;
            Some(AnsweredQuestion {
                index: record.index.clone(),
                row,
                prediction: answer.text.chars().take(PREDICTION_IN_LIST).collect(),
                took: record.took,
                tries: record.tries,
                letters: answer.letters.clone(),
            })
        };
        self.page(id, (start, end), |record| record.answer().is_some(), view).await
    }

    /// The number of wanted records that count, and a page of them, each seen with its row in the open dataset.
    async fn page<T>(
        &self,
        id: &str,
        (start, end): (u32, u32),
        is_wanted: impl Fn(&Record) -> bool,
        view: impl Fn(&Record, Option<u32>) -> Option<T>,
    ) -> Result<Listed<T>, RunFault> {
        let listed = self.listed(id).await?;
        let latest = LatestRecords::new(listed.header.questions(), &listed.records);
        let wanted: Vec<&Record> =
            latest.records.iter().flatten().copied().filter(|record| is_wanted(record)).collect();
        let loaded = self.session.borrow();
        let rows = loaded.dataset().map(|dataset| rows_by_index(dataset.questions())).unwrap_or_default();
        let number = (end.saturating_sub(start) as usize).min(QUESTIONS_AT_ONCE);
        let page = wanted.iter().skip(start as usize).take(number);
        let views = page.filter_map(|record| view(record, rows.get(&record.index).copied().map(count))).collect();
        Ok(Listed { total: count(wanted.len()), rows: views })
    }

    /// A run with the records that can be read; the list of runs and the run's panel tell of those that cannot.
    async fn stored(&self, id: &str) -> Result<(StoredRun, Vec<Record>), RunFault> {
        let storage = self.open_storage().await?;
        let header = storage.header(id).await?;
        let (records, _) = storage.records(id).await?;
        Ok((header, records))
    }

    /// A run that becomes a file. What is kept for lists makes room for it.
    async fn stored_run(&self, id: &str) -> Result<(RunHeader, Vec<Record>), RunFault> {
        self.listed.take();
        match self.stored(id).await? {
            (StoredRun::Run(header), records) => Ok((header, records)),
            (StoredRun::Judge(_), _) => Err(RunFault::NoSuchFile),
        }
    }

    /// Loads a run's answers as a prediction file that is opened, so that both are scored alike.
    pub(crate) async fn load(&self, id: &str) -> Result<PredictionsId, Failure> {
        let (header, records) = self.stored_run(id).await?;
        let (extension, _, bytes) = written(&frame(&self.session, &header, &records)?, TableFormat::Xlsx)?;
        let name = format!("{}.{extension}", stem(&header));
        open_predictions(&self.session, Rc::new(MemorySource::new(name, bytes))).await
    }

    pub(crate) async fn export(&self, id: &str, file: RunFile) -> Result<NewFile, Failure> {
        if file == RunFile::Letters {
            let (header, records) = self.stored(id).await?;
            let bytes = write::delimited(&letters(&header, &records), b',');
            let name = format!("{}_judge.csv", exports::stem(header.dataset()));
            return Ok(NewFile { name, mime: "text/csv", bytes });
        }
        let (header, records) = self.stored_run(id).await?;
        let stem = stem(&header);
        let (ending, mime, bytes) = match file {
            RunFile::Predictions(format) => {
                let (extension, mime, bytes) = written(&frame(&self.session, &header, &records)?, format)?;
                (format!(".{extension}"), mime, bytes)
            }
            RunFile::Manifest => {
                let manifest = serde_json::to_vec_pretty(&Manifest::new(&header, &records));
                let bytes = manifest.map_err(|error| Failure::Export { detail: error.to_string() })?;
                ("_manifest.json".to_owned(), "application/json", bytes)
            }
            RunFile::Transcripts => {
                let lines = transcripts(&self.session, &header, &records)?;
                ("_transcripts.jsonl".to_owned(), "application/jsonl", lines.into_bytes())
            }
            RunFile::Journal | RunFile::Letters => {
                let lines = Journal { header, records }.write();
                ("_journal.jsonl".to_owned(), "application/jsonl", lines.into_bytes())
            }
        };
        Ok(NewFile { name: format!("{stem}{ending}"), mime, bytes })
    }
}

fn frame(session: &Shared, header: &RunHeader, records: &[Record]) -> Result<Frame, Failure> {
    rows_of_run(session, header)?;
    let session = session.borrow();
    let dataset = session.dataset()?.questions();
    let latest = LatestRecords::new(&header.questions, records);
    let rows = answered_rows(dataset, header, &latest);
    let thinks = rows.iter().any(|(_, answer)| answer.thinking.is_some());
    Ok(prediction_frame(dataset, &rows, if thinks { Thinking::Column } else { Thinking::Dropped }))
}

fn transcripts(session: &Shared, header: &RunHeader, records: &[Record]) -> Result<String, Failure> {
    let (_, rows) = rows_of_run(session, header)?;
    let session = session.borrow();
    let dataset = session.dataset()?.questions();
    let latest = LatestRecords::new(&header.questions, records);
    let mut lines = String::new();
    for (row, record) in rows.iter().zip(&latest.records) {
        let Some(record) = record else { continue };
        let text = header.prompt.text(&PromptParts::of(dataset, *row)).map_err(RunFault::from)?;
        lines.push_str(&transcript_line(header.prompt.system.as_deref(), &text, record));
    }
    Ok(lines)
}

/// The letters of a judge; rows without one are left out.
fn letters(header: &StoredRun, records: &[Record]) -> Frame {
    let latest = LatestRecords::new(header.questions(), records);
    let said: Vec<(&str, &str)> = latest
        .records
        .iter()
        .flatten()
        .filter_map(|record| Some((record.index.as_str(), record.answer()?.text.as_str())))
        .collect();
    Frame::new(vec![
        Column::named("index", said.iter().map(|(index, _)| Value::text(index)).collect()),
        Column::named("letter", said.iter().map(|(_, letter)| Value::text(letter)).collect()),
    ])
}

/// The name of a run's files, with its part where it is one.
fn stem(header: &RunHeader) -> String {
    let stem = file_stem(header.model.name(), &header.dataset);
    match header.shard {
        Some(shard) => format!("{stem}_{}of{}", shard.number, shard.of),
        None => stem,
    }
}
