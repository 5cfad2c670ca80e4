//! What runs become: prediction files, manifests, transcripts.

use std::collections::HashMap;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use web_sys::File;

use super::faults::storage;
use super::judging::files_named;
use super::planning::{rows_by_index, rows_of_run};
use super::storage::Storage;
use crate::Shared;
use crate::opening::prepared;
use crate::outbox::Answer;
use crate::session::count;
use engine::prompt::PromptParts;
use engine::run::{
    Journal, Manifest, Outcome, Record, RunHeader, Standing, StoredRun, Thinking, answered_rows, file_stem,
    prediction_frame, transcript_line,
};
use engine::table::{Column, Frame, TableFormat, Value, write};
use protocol::run::{AnsweredQuestion, FailedQuestion, RunFault, RunFile, RunListing, RunReply, StoredRuns};
use protocol::{Failure, Phase, PredictionsId, Reply};

/// Characters of a prediction in a list of answers.
const PREDICTION_IN_LIST: usize = 2000;

/// Questions of a list at once.
const QUESTIONS_AT_ONCE: usize = 500;

/// The stored runs, the latest first.
pub(super) async fn list(session: &Shared) -> Result<RunReply, Failure> {
    let storage = Storage::open().await?;
    let mut stored = StoredRuns::default();
    for header in storage.headers().await? {
        let header = match header {
            Ok(header) => header,
            Err(fault) => {
                stored.broken.push(fault);
                continue;
            }
        };
        let (records, broken) = storage.records(header.id()).await?;
        let standing = Standing::new(header.questions(), &records);
        let open = session.borrow().run.as_ref().map(|run| run.header.borrow().id().to_owned());
        let (fits, shard) = match &header {
            StoredRun::Run(header) => (fits(session, header), header.shard),
            StoredRun::Judge(header) => (!files_named(session, &header.dataset).is_empty(), None),
        };
        stored.runs.push(RunListing {
            id: header.id().to_owned(),
            model: header.model().name().to_owned(),
            host: header.model().host(),
            dataset: header.dataset().to_owned(),
            begun: header.begun(),
            shard,
            questions: count(header.questions().len()),
            answered: count(standing.answered().count()),
            failed: count(standing.failed().count()),
            broken,
            limits: header.limits().clone(),
            fits,
            is_open: open.as_deref() == Some(header.id()),
            is_judge: matches!(header, StoredRun::Judge(_)),
        });
    }
    stored.runs.sort_by_key(|listing| std::cmp::Reverse(listing.begun));
    Ok(RunReply::Runs(stored))
}

/// Whether a run is about the questions of the dataset that is open. Finding out takes every prompt of the run.
fn fits(session: &Shared, header: &RunHeader) -> bool {
    let key = match session.borrow().dataset() {
        Ok(dataset) if dataset.phase != Phase::Indexing => {
            (dataset.number, dataset.questions().row_count(), header.id.clone())
        }
        _ => return false,
    };
    let known = session.borrow().run_fits.get(&key).copied();
    known.unwrap_or_else(|| {
        let fits = rows_of_run(session, header).is_ok();
        session.borrow_mut().run_fits.insert(key, fits);
        fits
    })
}

/// Has it found out again whether a run fits, since the run may become another one.
pub(super) fn forget_fit(session: &Shared, id: &str) {
    session.borrow_mut().run_fits.retain(|(_, _, run), _| run != id);
}

/// A run whose questions are listed.
pub(crate) struct ListedRun {
    id: String,
    /// The number that followed those of its records.
    next: u32,
    header: StoredRun,
    records: Vec<Record>,
}

/// A run to be listed. What was read last is kept as long as no record was added, since lists come page by page.
async fn listed(session: &Shared, id: &str) -> Result<Rc<ListedRun>, Failure> {
    let next = Storage::open().await?.next_number(id).await?;
    let known = session.borrow().listed_run.clone();
    if let Some(known) = known.filter(|known| known.id == id && known.next == next) {
        return Ok(known);
    }
    let (header, records) = stored(id).await?;
    let listed = Rc::new(ListedRun { id: id.to_owned(), next, header, records });
    session.borrow_mut().listed_run = Some(listed.clone());
    Ok(listed)
}

/// Failed questions.
pub(super) async fn failures(session: &Shared, id: &str, start: u32, end: u32) -> Result<RunReply, Failure> {
    let listed = listed(session, id).await?;
    let standing = Standing::new(listed.header.questions(), &listed.records);
    let failed: Vec<&Record> =
        standing.records.iter().flatten().copied().filter(|record| record.answer().is_none()).collect();
    let rows = rows_of_open(session);
    let row = |record: &&Record| match &record.outcome {
        Outcome::Failed(failure) => Some(FailedQuestion {
            index: record.index.clone(),
            row: rows.get(&record.index).copied().map(count),
            kind: failure.name(),
            failure: failure.clone(),
            tries: record.tries,
        }),
        Outcome::Answered(_) => None,
    };
    let rows = page(&failed, start, end).iter().filter_map(row).collect();
    Ok(RunReply::Failures { total: count(failed.len()), rows })
}

/// Answers.
pub(super) async fn answers(session: &Shared, id: &str, start: u32, end: u32) -> Result<RunReply, Failure> {
    let listed = listed(session, id).await?;
    let standing = Standing::new(listed.header.questions(), &listed.records);
    let answered: Vec<&Record> =
        standing.records.iter().flatten().copied().filter(|record| record.answer().is_some()).collect();
    let rows = rows_of_open(session);
    let row = |record: &&Record| {
        let answer = record.answer()?;
        Some(AnsweredQuestion {
            index: record.index.clone(),
            row: rows.get(&record.index).copied().map(count),
            prediction: answer.text.chars().take(PREDICTION_IN_LIST).collect(),
            took: record.took,
            tries: record.tries,
            letters: answer.letters.clone(),
        })
    };
    let rows = page(&answered, start, end).iter().filter_map(row).collect();
    Ok(RunReply::Answers { total: count(answered.len()), rows })
}

fn page<'r, 'p>(records: &'p [&'r Record], start: u32, end: u32) -> &'p [&'r Record] {
    let start = (start as usize).min(records.len());
    let end = (end as usize).clamp(start, records.len()).min(start + QUESTIONS_AT_ONCE);
    &records[start..end]
}

fn rows_of_open(session: &Shared) -> HashMap<String, usize> {
    session.borrow().dataset().map(|dataset| rows_by_index(dataset.questions())).unwrap_or_default()
}

/// A run with the records that can be read; the list of runs and the run's panel tell of those that cannot.
async fn stored(id: &str) -> Result<(StoredRun, Vec<Record>), Failure> {
    let storage = Storage::open().await?;
    let header = storage.header(id).await?;
    let (records, _) = storage.records(id).await?;
    Ok((header, records))
}

/// A run that becomes a file. What is kept for lists makes room for it.
async fn stored_run(session: &Shared, id: &str) -> Result<(RunHeader, Vec<Record>), Failure> {
    session.borrow_mut().listed_run = None;
    match stored(id).await? {
        (StoredRun::Run(header), records) => Ok((header, records)),
        (StoredRun::Judge(_), _) => Err(RunFault::NoSuchFile.into()),
    }
}

/// Loads a run's answers as a prediction file.
pub(super) async fn load(session: &Shared, id: &str) -> Result<PredictionsId, Failure> {
    let (header, records) = stored_run(session, id).await?;
    let frame = frame(session, &header, &records)?;
    let name = format!("{}.xlsx", stem(&header));
    let bytes = write::xlsx(&frame).map_err(|error| Failure::Export { detail: error.to_string() })?;
    let parts = Array::of1(&Uint8Array::from(&bytes[..]));
    let file = File::new_with_buffer_source_sequence(&parts, &name).map_err(|error| storage(&error))?;
    // As a file that is opened, so that both are scored alike.
    let (columns, table) = prepared(&name, &bytes).await?;
    Ok(session.borrow_mut().open_predictions(&file, columns, table))
}

/// A file made of a run.
pub(super) async fn export(session: &Shared, id: &str, file: RunFile) -> Result<Answer, Failure> {
    let failed = |detail: String| Failure::Export { detail };
    if file == RunFile::Letters {
        let (header, records) = stored(id).await?;
        let bytes = write::delimited(&letters(&header, &records), b',');
        return Ok(answer(format!("{}_judge.csv", stem_of(header.dataset())), "text/csv", &bytes));
    }
    let (header, records) = stored_run(session, id).await?;
    let stem = stem(&header);
    Ok(match file {
        RunFile::Predictions(format) => {
            let (extension, mime, bytes) = written(&frame(session, &header, &records)?, format)?;
            answer(format!("{stem}.{extension}"), mime, &bytes)
        }
        RunFile::Manifest => {
            let manifest = Manifest::new(&header, &records);
            let bytes = serde_json::to_vec_pretty(&manifest).map_err(|error| failed(error.to_string()))?;
            answer(format!("{stem}_manifest.json"), "application/json", &bytes)
        }
        RunFile::Transcripts => {
            let lines = transcripts(session, &header, &records)?;
            answer(format!("{stem}_transcripts.jsonl"), "application/jsonl", lines.as_bytes())
        }
        RunFile::Journal | RunFile::Letters => {
            let lines = Journal { header, records }.write();
            answer(format!("{stem}_journal.jsonl"), "application/jsonl", lines.as_bytes())
        }
    })
}

fn answer(name: String, mime: &str, bytes: &[u8]) -> Answer {
    Answer::with_bytes(Reply::File { name, mime: mime.to_owned() }, bytes)
}

/// A table in a format: extension, MIME type, bytes.
pub(super) fn written(frame: &Frame, format: TableFormat) -> Result<(&'static str, &'static str, Vec<u8>), Failure> {
    Ok(match format {
        TableFormat::Xlsx => {
            let bytes = write::xlsx(frame).map_err(|error| Failure::Export { detail: error.to_string() })?;
            ("xlsx", TableFormat::Xlsx.mime(), bytes)
        }
        TableFormat::Csv => ("csv", "text/csv", write::delimited(frame, b',')),
        TableFormat::Tsv => ("tsv", "text/tab-separated-values", write::delimited(frame, b'\t')),
        TableFormat::Json | TableFormat::JsonLines => ("json", "application/json", write::json(frame)),
    })
}

fn frame(session: &Shared, header: &RunHeader, records: &[Record]) -> Result<Frame, Failure> {
    rows_of_run(session, header)?;
    let session = session.borrow();
    let dataset = session.dataset()?.questions();
    let standing = Standing::new(&header.questions, records);
    let rows = answered_rows(dataset, header, &standing);
    let thinks = rows.iter().any(|(_, answer)| answer.thinking.is_some());
    Ok(prediction_frame(dataset, &rows, if thinks { Thinking::Column } else { Thinking::Dropped }))
}

fn transcripts(session: &Shared, header: &RunHeader, records: &[Record]) -> Result<String, Failure> {
    let (_, rows) = rows_of_run(session, header)?;
    let session = session.borrow();
    let dataset = session.dataset()?.questions();
    let standing = Standing::new(&header.questions, records);
    let mut lines = String::new();
    for (row, record) in rows.iter().zip(&standing.records) {
        let Some(record) = record else { continue };
        let text = header.prompt.text(&PromptParts::of(dataset, *row)).map_err(RunFault::from)?;
        lines.push_str(&transcript_line(header.prompt.system.as_deref(), &text, record));
    }
    Ok(lines)
}

/// The letters of a judge; rows without one are left out.
fn letters(header: &StoredRun, records: &[Record]) -> Frame {
    let standing = Standing::new(header.questions(), records);
    let said: Vec<(&str, &str)> = standing
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

fn stem_of(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
