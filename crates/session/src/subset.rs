//! What a selection holds, as a file to save.

use std::collections::{HashMap, HashSet};

use engine::dataset::{Dataset, IndexKey};
use engine::image::{is_cmyk, list};
use engine::position::ByteRange;
use engine::subset::{LINE_BREAK, Piece, SourceFile, header, pieces};
use engine::table::{Column, Frame, TableFormat, Value};
use protocol::explore::SelectionNumber;
use protocol::source::SubsetFile;
use protocol::{Failure, Missing, Phase, PredictionsId};

use crate::address::beginning;
use crate::exports::{stem, written};
use crate::host::{Part, Source};
use crate::images::{CellInFile, cell_of};
use crate::loaded::{Loaded, LoadedDataset, Shared, not_loaded};
use crate::source::read_range;

/// Greatest length of a header that parts are compared by.
const HEADER_BYTES: u64 = 16 << 20;

/// Bytes of base64 text that usually, and nearly always, tell the colours of an image; multiples of four.
const STARTS: [u64; 2] = [4 << 10, 512 << 10];

pub(crate) struct Subset {
    pub(crate) name: String,
    pub(crate) parts: Vec<Part>,
    /// Indices of the questions in it with an image that VLMEvalKit cannot save as PNG.
    pub(crate) cmyk: Vec<String>,
}

impl Subset {
    fn of_bytes(name: String, bytes: Vec<u8>) -> Self {
        Self { name, parts: vec![Part::Bytes(bytes)], cmyk: Vec::new() }
    }
}

pub(crate) async fn subset(session: &Shared, number: SelectionNumber, file: SubsetFile) -> Result<Subset, Failure> {
    let rows = rows(session.borrow().dataset()?, number)?;
    match file {
        SubsetFile::Indices => Ok(indices(session.borrow().dataset()?, &rows)),
        SubsetFile::Predictions { predictions, xlsx } => {
            self::predictions(&mut session.borrow_mut(), &rows, predictions, xlsx)
        }
        SubsetFile::Questions => questions(session, &rows).await,
    }
}

fn rows(dataset: &LoadedDataset, number: SelectionNumber) -> Result<Vec<u32>, Failure> {
    dataset.held(number).map(|held| held.rows.clone()).ok_or_else(|| not_loaded(Missing::Row))
}

fn indices(dataset: &LoadedDataset, rows: &[u32]) -> Subset {
    let mut text = String::new();
    for &row in rows {
        text.push_str(dataset.questions().index_text(row as usize));
        text.push('\n');
    }
    Subset::of_bytes(format!("{}_subset_index.txt", dataset.name()), text.into_bytes())
}

fn predictions(loaded: &mut Loaded, rows: &[u32], id: PredictionsId, xlsx: bool) -> Result<Subset, Failure> {
    if loaded.dataset()?.phase == Phase::Indexing {
        return Err(Failure::StillIndexing);
    }
    let questions = loaded.dataset()?.questions();
    let keys: HashSet<IndexKey> = rows.iter().filter_map(|&row| questions.index_key(row as usize)).collect();
    let predictions = loaded.predictions(id)?;
    let mut frame = rows_of(predictions.table.frame(), &keys);
    restore_names(&mut frame, &predictions.state.columns);
    let format = if xlsx { TableFormat::Xlsx } else { TableFormat::Tsv };
    let (extension, _, bytes) = written(&frame, format)?;
    let name = format!("{}_subset.{extension}", stem(&predictions.state.name));
    Ok(Subset::of_bytes(name, bytes))
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

async fn questions(session: &Shared, rows: &[u32]) -> Result<Subset, Failure> {
    let (number, files, headers) = {
        let loaded = session.borrow();
        let dataset = loaded.dataset()?;
        match dataset.phase {
            Phase::Complete => {}
            Phase::Indexing => return Err(Failure::StillIndexing),
            Phase::Cancelled | Phase::Failed(_) => return Err(Failure::NotReadToEnd),
        }
        (dataset.number, dataset.files.clone(), headers(dataset.questions(), rows))
    };
    check_headers(&files, &headers).await?;
    let mut sources = Vec::with_capacity(files.len());
    for file in &files {
        let bytes = file.size();
        let last = read_range(file, ByteRange { start: bytes.saturating_sub(1), end: bytes }).await?;
        sources.push(SourceFile { bytes, ends_line: matches!(last.last(), Some(b'\n' | b'\r')) });
    }
    let cmyk = cmyk_rows(session, rows).await?;
    let mut loaded = session.borrow_mut();
    // Another dataset may have been opened meanwhile.
    let dataset = loaded.dataset_of(number).ok_or_else(|| not_loaded(Missing::Dataset))?;
    let pieces = pieces(dataset.questions(), rows, &sources);
    let mut parts = Vec::with_capacity(pieces.len());
    for piece in pieces {
        parts.push(match piece {
            Piece::LineBreak => Part::Bytes(LINE_BREAK.to_vec()),
            Piece::Source { part, range } => {
                let source = files.get(part as usize).ok_or_else(|| not_loaded(Missing::Dataset))?;
                Part::Range(source.clone(), range)
            }
        });
    }
    let cmyk = cmyk.iter().map(|&row| dataset.questions().index_text(row as usize).to_owned()).collect();
    Ok(Subset { name: format!("{}_subset.tsv", dataset.name()), parts, cmyk })
}

/// The header of every part that holds one of the rows.
fn headers(questions: &Dataset, rows: &[u32]) -> HashMap<u32, ByteRange> {
    let parts = rows.iter().filter_map(|&row| questions.position(row as usize)).map(|position| position.part);
    let parts: HashSet<u32> = parts.collect();
    parts.into_iter().filter_map(|part| Some((part, header(questions, part)?))).collect()
}

/// Makes sure that the records of all parts have their fields in one order.
async fn check_headers(files: &[Source], headers: &HashMap<u32, ByteRange>) -> Result<(), Failure> {
    let mut first: Option<Vec<u8>> = None;
    for (part, file) in (0..).zip(files) {
        let Some(&range) = headers.get(&part) else { continue };
        let range = ByteRange { end: range.end.min(HEADER_BYTES), ..range };
        let bytes = read_range(file, range).await?;
        let bytes = bytes.trim_ascii_end().to_vec();
        if first.get_or_insert_with(|| bytes.clone()) != &bytes {
            let detail = format!("{} has its columns in another order than the parts before it", file.name());
            return Err(Failure::Export { detail });
        }
    }
    Ok(())
}

/// Which of the rows have an image in cyan, magenta, yellow and black, which VLMEvalKit cannot save as PNG: it stops there.
async fn cmyk_rows(session: &Shared, rows: &[u32]) -> Result<Vec<u32>, Failure> {
    let mut known: HashMap<(u32, u64), bool> = HashMap::new();
    let mut found = Vec::new();
    for &row in rows {
        // A blank cell, or a reference to nothing, is the question's own fault.
        let Ok(Some(cell)) = cell_of(session, row) else { continue };
        let place = (cell.part, cell.range.start);
        let is_so = match known.get(&place) {
            Some(known) => *known,
            None => has_cmyk(&cell).await?,
        };
        known.insert(place, is_so);
        if is_so {
            found.push(row);
        }
    }
    Ok(found)
}

async fn has_cmyk(cell: &CellInFile) -> Result<bool, Failure> {
    let starts = STARTS.iter().filter(|length| !cell.is_list && **length < cell.range.len());
    for length in starts {
        let range = ByteRange { end: cell.range.start + length, ..cell.range };
        let start = beginning(&cell.file, range).await?;
        let text = start.trim_ascii_start();
        let text = text.strip_prefix(b"\"").unwrap_or(text);
        // Whole groups of base64; what the cut leaves of the last one is dropped.
        let groups = text.len() / 4 * 4;
        if let Some(is_so) = text.get(..groups).and_then(is_cmyk) {
            return Ok(is_so);
        }
    }
    let content = match cell.read().await {
        Ok(content) => content,
        // Too large, or not text: nothing that a browser or VLMEvalKit shows.
        Err(Failure::Image(_)) => return Ok(false),
        Err(failure) => return Err(failure),
    };
    if !cell.is_list {
        return Ok(is_cmyk(content.as_bytes()) == Some(true));
    }
    let images = list::items(&content).unwrap_or_default();
    Ok(images.iter().any(|image| is_cmyk(image.as_bytes()) == Some(true)))
}
