//! Opening files: what they are decides what becomes of them.

use web_sys::File;

use super::check::reading::read_all;
use super::failures::unreadable;
use super::outbox::Answer;
use super::pausing::{LetOthers, while_wanted};
use super::remembering::fingerprint;
use super::{Shared, indexing};
use engine::dataset::DatasetError;
use engine::natural_order::natural_key;
use engine::parts::{are_pieces_of_one, are_the_same, belong_together};
use engine::position::ByteRange;
use engine::recognise::{self, recognise};
use engine::scoring::Prepared;
use engine::table;
use protocol::{DatasetId, Failure, Opened, Phase, Recognised, Reply};
use web::file_bytes::{read_range, size_of};

/// Bytes in which a header must end.
const HEADER_BYTES: u64 = 64 << 10;

/// Opens files: those that are parts of a dataset form one dataset together, each of the others is a prediction file.
/// Files that are named as further parts of the dataset that is open, and have its columns, join it; others replace it.
/// The very files of the dataset that is open change nothing. A dataset that is to be remembered is not read through
/// where its index is kept. Prediction files can be cancelled.
pub(super) async fn open(session: &Shared, files: Vec<File>, remember: bool) -> Answer {
    let cancelled = session.borrow().openings_cancelled;
    let mut opened = Vec::new();
    let mut parts = Vec::new();
    for file in files {
        let outcome = match recognise_file(&file).await {
            Ok(recognise::Recognised::Dataset) => {
                parts.push(file.clone());
                Ok(Recognised::Dataset)
            }
            Ok(recognise::Recognised::Predictions) => {
                let is_wanted = || session.borrow().openings_cancelled == cancelled;
                while_wanted(is_wanted, open_predictions(session, &file)).await
            }
            Ok(recognise::Recognised::Neither { columns }) => {
                Err(Failure::NotRecognised { name: file.name(), columns })
            }
            Err(failure) => Err(failure),
        };
        opened.push(Opened { name: file.name(), outcome });
    }
    refuse_pieces(&mut opened, &mut parts);
    parts.sort_by_key(|part| natural_key(&part.name()));
    if are_open(session, &parts).await {
        return Reply::Opened(opened).into();
    }
    let open_parts = loop {
        let now = number_of_open(session);
        let open_parts = parts_that_stay(session, &parts).await;
        // Other files may have been opened while these were read; what they opened is then what these join or replace.
        if number_of_open(session) == now {
            break open_parts;
        }
    };
    let mut all = open_parts.clone();
    for part in parts {
        match all.iter().find(|other| are_the_same(&other.name(), &part.name())) {
            Some(other) => refuse(&mut opened, &part, other),
            None => all.push(part),
        }
    }
    if all.len() > open_parts.len() {
        all.sort_by_key(|part| natural_key(&part.name()));
        indexing::begin(session, all, remember);
    }
    Reply::Opened(opened).into()
}

/// Whether these are the files of the dataset that is open. Opened anew it would be another dataset, and what is shown
/// of it would close. One that was not read to its end is to be read again.
async fn are_open(session: &Shared, parts: &[File]) -> bool {
    let (number, open) = match session.borrow().dataset() {
        Ok(dataset) if matches!(dataset.phase, Phase::Indexing | Phase::Complete) => {
            (dataset.number, dataset.files.clone())
        }
        _ => return false,
    };
    let names = |files: &[File]| files.iter().map(File::name).collect::<Vec<_>>();
    if names(parts) != names(&open) {
        return false;
    }
    let known = fingerprint(&open).await;
    known.is_some() && known == fingerprint(parts).await && number_of_open(session) == Some(number)
}

/// The first piece of a dataset that was cut by the byte has a header, but neither its last row nor the others'. Where its
/// name does not tell, the other pieces do.
fn refuse_pieces(opened: &mut [Opened], parts: &mut Vec<File>) {
    let pieces: Vec<String> = opened
        .iter()
        .filter(|entry| matches!(entry.outcome, Err(Failure::Piece { .. })))
        .map(|entry| entry.name.clone())
        .collect();
    let is_piece = |name: &str| pieces.iter().any(|piece| are_pieces_of_one(piece, name));
    parts.retain(|part| !is_piece(&part.name()));
    for entry in opened.iter_mut().filter(|entry| entry.outcome == Ok(Recognised::Dataset) && is_piece(&entry.name)) {
        entry.outcome = Err(Failure::Piece { name: entry.name.clone() });
    }
}

fn number_of_open(session: &Shared) -> Option<DatasetId> {
    session.borrow().dataset().ok().map(|dataset| dataset.number)
}

/// The files of the dataset that is open, if the new parts belong to it.
async fn parts_that_stay(session: &Shared, parts: &[File]) -> Vec<File> {
    let open =
        session.borrow().dataset().map(|dataset| (dataset.files.clone(), dataset.questions().columns().to_vec()));
    let Ok((files, columns)) = open else { return Vec::new() };
    let Some(first) = files.first() else { return Vec::new() };
    for part in parts {
        let is_another = !belong_together(&first.name(), &part.name());
        // Before its header has been read, a dataset has no columns to compare.
        let is_known = !columns.is_empty();
        if is_another || (is_known && !columns_of(part).await.is_some_and(|other| are_equal(&columns, &other))) {
            return Vec::new();
        }
    }
    files
}

async fn columns_of(file: &File) -> Option<Vec<String>> {
    let start = read_range(file, ByteRange { start: 0, end: HEADER_BYTES }).await.ok()?;
    recognise::header(&start).ok()
}

fn are_equal(columns: &[String], others: &[String]) -> bool {
    let sorted = |columns: &[String]| {
        let mut columns = columns.to_vec();
        columns.sort_unstable();
        columns
    };
    sorted(columns) == sorted(others)
}

/// Tells that a part is there twice.
fn refuse(opened: &mut [Opened], part: &File, open: &File) {
    let doubled = Failure::DoubledPart { name: part.name(), open: open.name() };
    let entry = opened.iter_mut().rfind(|entry| entry.name == part.name() && entry.outcome == Ok(Recognised::Dataset));
    if let Some(entry) = entry {
        entry.outcome = Err(doubled);
    }
}

async fn recognise_file(file: &File) -> Result<recognise::Recognised, Failure> {
    if size_of(file) == 0 {
        return Err(Failure::EmptyFile { name: file.name() });
    }
    let range = ByteRange { start: 0, end: HEADER_BYTES };
    let start = read_range(file, range).await.map_err(|error| unreadable(file, &error))?;
    let recognised = recognise(&file.name(), &start);
    let is_piece = match recognised {
        Ok(recognise::Recognised::Predictions) => false,
        Ok(recognise::Recognised::Dataset) => recognise::is_named_as_piece(&file.name()),
        _ => recognise::is_piece(&file.name(), &start),
    };
    if is_piece {
        return Err(Failure::Piece { name: file.name() });
    }
    recognised.map_err(|error| DatasetError::from(error).into())
}

async fn open_predictions(session: &Shared, file: &File) -> Result<Recognised, Failure> {
    let (columns, table) = prepared(&file.name(), &read_all(file).await?).await?;
    Ok(Recognised::Predictions(session.borrow_mut().open_predictions(file, columns, table)))
}

/// The names of the columns and the rows of a prediction file.
pub(super) async fn prepared(name: &str, bytes: &[u8]) -> Result<(Vec<String>, Prepared), Failure> {
    let frame = table::read_paused(name, bytes, &LetOthers).await?;
    let columns = frame.columns().iter().map(|column| column.name.to_python_text()).collect();
    Ok((columns, Prepared::of_file_paused(name, frame, &LetOthers).await?))
}
