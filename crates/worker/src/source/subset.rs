//! What a selection holds, as a file to save.

use std::collections::{HashMap, HashSet};

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::File;

use super::cmyk::cmyk_rows;
use crate::Shared;
use crate::explore::held;
use crate::failures::{not_loaded, unreadable};
use crate::outbox::Answer;
use crate::session::{LoadedDataset, Session};
use engine::dataset::{Dataset, IndexKey};
use engine::position::ByteRange;
use engine::subset::{LINE_BREAK, Piece, SourceFile, header, pieces};
use engine::table::{Column, Frame, Value, write};
use protocol::explore::SelectionNumber;
use protocol::source::{SourceReply, SubsetFile};
use protocol::{Failure, Phase, PredictionsId, Reply};
use web::file_bytes::{read_range, size_of, slice};

/// Greatest length of a header that parts are compared by.
const HEADER_BYTES: u64 = 16 << 20;

/// Makes a file of a selection.
pub(super) async fn subset(session: &Shared, number: SelectionNumber, file: SubsetFile) -> Result<Answer, Failure> {
    let rows = rows(session.borrow().dataset()?, number)?;
    match file {
        SubsetFile::Indices => indices(session.borrow().dataset()?, &rows),
        SubsetFile::Predictions { predictions, xlsx } => {
            self::predictions(&mut session.borrow_mut(), &rows, predictions, xlsx)
        }
        SubsetFile::Questions => questions(session, &rows).await,
    }
}

fn rows(dataset: &LoadedDataset, number: SelectionNumber) -> Result<Vec<u32>, Failure> {
    held(dataset, number).map(|held| held.rows.clone()).ok_or_else(|| not_loaded("row"))
}

fn indices(dataset: &LoadedDataset, rows: &[u32]) -> Result<Answer, Failure> {
    let mut text = String::new();
    for &row in rows {
        text.push_str(dataset.questions().index_text(row as usize));
        text.push('\n');
    }
    file(&[Uint8Array::from(text.as_bytes()).into()], format!("{}_subset_index.txt", dataset.name()), Vec::new())
}

fn predictions(session: &mut Session, rows: &[u32], id: PredictionsId, xlsx: bool) -> Result<Answer, Failure> {
    if session.dataset()?.phase == Phase::Indexing {
        return Err(Failure::StillIndexing);
    }
    let questions = session.dataset()?.questions();
    let keys: HashSet<IndexKey> = rows.iter().filter_map(|&row| questions.index_key(row as usize)).collect();
    let predictions = session.predictions(id)?;
    let mut frame = rows_of(predictions.table.frame(), &keys);
    restore_names(&mut frame, &predictions.state.columns);
    let name = &predictions.state.name;
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let (bytes, extension) = if xlsx {
        let bytes = write::xlsx(&frame).map_err(|error| Failure::Export { detail: error.to_string() })?;
        (bytes, "xlsx")
    } else {
        (write::delimited(&frame, b'\t'), "tsv")
    };
    file(&[Uint8Array::from(&bytes[..]).into()], format!("{stem}_subset.{extension}"), Vec::new())
}

fn rows_of(frame: &Frame, keys: &HashSet<IndexKey>) -> Frame {
    let index = frame.column("index").map_or(&[][..], |column| &column.values);
    let is_wanted = |&row: &usize| IndexKey::of(&index[row]).is_some_and(|key| keys.contains(&key));
    let wanted: Vec<usize> = (0..index.len()).filter(is_wanted).collect();
    let subset = |column: &Column| Column {
        name: column.name.clone(),
        values: wanted.iter().map(|&row| column.values[row].clone()).collect(),
    };
    Frame::new(frame.columns().iter().map(subset).collect())
}

/// Gives columns the names that they have in the file; scoring compares them in lower case.
fn restore_names(frame: &mut Frame, names: &[String]) {
    frame.update(|columns| {
        for column in columns {
            let Some(known) = column.name.as_text() else { continue };
            let is_unchanged = names.iter().any(|name| name == known);
            let own = names.iter().find(|name| name.to_lowercase() == known).filter(|_| !is_unchanged);
            if let Some(own) = own {
                column.name = Value::text(own);
            }
        }
    });
}

async fn questions(session: &Shared, rows: &[u32]) -> Result<Answer, Failure> {
    let (files, headers) = {
        let session = session.borrow();
        let dataset = session.dataset()?;
        match dataset.phase {
            Phase::Complete => {}
            Phase::Indexing => return Err(Failure::StillIndexing),
            Phase::Cancelled | Phase::Failed(_) => return Err(Failure::NotReadToEnd),
        }
        (dataset.files.clone(), headers(dataset.questions(), rows))
    };
    check_headers(&files, &headers).await?;
    let mut sources = Vec::with_capacity(files.len());
    for file in &files {
        let bytes = size_of(file);
        let range = ByteRange { start: bytes.saturating_sub(1), end: bytes };
        let last = read_range(file, range).await.map_err(|error| unreadable(file, &error))?;
        sources.push(SourceFile { bytes, ends_line: matches!(last.last(), Some(b'\n' | b'\r')) });
    }
    let cmyk = cmyk_rows(session, rows).await?;
    let session = session.borrow();
    let dataset = session.dataset()?;
    let pieces = pieces(dataset.questions(), rows, &sources);
    let mut parts: Vec<JsValue> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        parts.push(match piece {
            Piece::LineBreak => Uint8Array::from(LINE_BREAK).into(),
            Piece::Source { part, range } => {
                let source = files.get(part as usize).ok_or_else(|| not_loaded("dataset"))?;
                slice(source, range).map_err(|error| unreadable(source, &error))?.into()
            }
        });
    }
    let cmyk = cmyk.iter().map(|&row| dataset.questions().index_text(row as usize).to_owned()).collect();
    file(&parts, format!("{}_subset.tsv", dataset.name()), cmyk)
}

/// The header of every part that holds one of the rows.
fn headers(questions: &Dataset, rows: &[u32]) -> HashMap<u32, ByteRange> {
    let parts = rows.iter().filter_map(|&row| questions.position(row as usize)).map(|position| position.part);
    let parts: HashSet<u32> = parts.collect();
    parts.into_iter().filter_map(|part| Some((part, header(questions, part)?))).collect()
}

/// Makes sure that the records of all parts have their fields in one order.
async fn check_headers(files: &[File], headers: &HashMap<u32, ByteRange>) -> Result<(), Failure> {
    let mut first: Option<Vec<u8>> = None;
    for (part, file) in (0..).zip(files) {
        let Some(&range) = headers.get(&part) else { continue };
        let range = ByteRange { end: range.end.min(HEADER_BYTES), ..range };
        let bytes = read_range(file, range).await.map_err(|error| unreadable(file, &error))?;
        let bytes = bytes.trim_ascii_end().to_vec();
        if first.get_or_insert_with(|| bytes.clone()) != &bytes {
            let detail = format!("{} has its columns in another order than the parts before it", file.name());
            return Err(Failure::Export { detail });
        }
    }
    Ok(())
}

fn file(parts: &[JsValue], name: String, cmyk: Vec<String>) -> Result<Answer, Failure> {
    let file = File::new_with_blob_sequence(&parts.iter().collect::<Array>(), &name);
    let file = file.map_err(|error| Failure::Export { detail: format!("{error:?}") })?;
    let bytes = size_of(&file);
    Ok(Answer::with_file(Reply::Source(SourceReply::File { name, bytes, cmyk }), file))
}
