//! Opening files: what they are decides what becomes of them.

use engine::dataset::DatasetError;
use engine::parts::{are_pieces_of_one, are_the_same, belong_together, natural_key};
use engine::position::ByteRange;
use engine::recognise::{self, recognise};
use engine::scoring::Prepared;
use engine::table;
use protocol::{DatasetId, Failure, Opened, Phase, PredictionsId, Recognised};

use crate::cancelling::while_wanted;
use crate::host::Source;
use crate::indexing;
use crate::loaded::Shared;
use crate::remembering::{fingerprint, restored};
use crate::source::read_all;

/// Bytes in which a header must end.
const HEADER_BYTES: u64 = 64 << 10;

/// Opens files: those that are parts of a dataset form one dataset together, each of the others is a prediction file.
/// Files that are named as further parts of the dataset that is open, and have its columns, join it; others replace it.
/// The very files of the dataset that is open change nothing. A dataset that is to be remembered is not read through
/// where its index is kept. Prediction files can be cancelled.
pub(crate) async fn open(session: &Shared, files: Vec<Source>, remember: bool) -> Vec<Opened> {
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
                while_wanted(is_wanted, open_predictions(session, file.clone())).await.map(Recognised::Predictions)
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
        return opened;
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
    opened
}

/// The size of the dataset that these files make up, with the parts that are open, where it would have to be read through;
/// `None` where it is open, or its index is kept.
pub(crate) async fn unread(session: &Shared, files: &[Source]) -> Option<u64> {
    let mut parts = Vec::new();
    for file in files {
        if recognise_file(file).await == Ok(recognise::Recognised::Dataset) {
            parts.push(file.clone());
        }
    }
    parts.sort_by_key(|part| natural_key(&part.name()));
    if parts.is_empty() || are_open(session, &parts).await {
        return None;
    }
    let mut all = parts_that_stay(session, &parts).await;
    all.extend(parts);
    all.sort_by_key(|part| natural_key(&part.name()));
    let parts = all;
    let fingerprint = fingerprint(&parts).await.unwrap_or_default();
    let is_kept = restored(session, &fingerprint, &parts).await.is_some();
    // Servers name the sizes.
    (!is_kept).then(|| parts.iter().fold(0, |sum: u64, part| sum.saturating_add(part.size())))
}

/// Gives up the prediction files that are being opened.
pub(crate) fn cancel(session: &Shared) {
    session.network.cancel_openings();
    let loaded = &mut session.borrow_mut();
    loaded.openings_cancelled = loaded.openings_cancelled.wrapping_add(1);
}

/// Whether these are the files of the dataset that is open. Opened again it would be another dataset, and what is shown
/// of it would close. One that was not read to its end is to be read again.
async fn are_open(session: &Shared, parts: &[Source]) -> bool {
    let (number, open) = match session.borrow().dataset() {
        Ok(dataset) if matches!(dataset.phase, Phase::Indexing | Phase::Complete) => {
            (dataset.number, dataset.files.clone())
        }
        _ => return false,
    };
    let names = |files: &[Source]| files.iter().map(|file| file.name()).collect::<Vec<_>>();
    if names(parts) != names(&open) {
        return false;
    }
    let known = fingerprint(&open).await;
    known.is_some() && known == fingerprint(parts).await && number_of_open(session) == Some(number)
}

/// The first piece of a dataset that was cut by the byte has a header, but neither its last row nor the others'. Where its
/// name does not tell, the other pieces do.
fn refuse_pieces(opened: &mut [Opened], parts: &mut Vec<Source>) {
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
async fn parts_that_stay(session: &Shared, parts: &[Source]) -> Vec<Source> {
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

async fn columns_of(file: &Source) -> Option<Vec<String>> {
    let start = file.read(ByteRange { start: 0, end: HEADER_BYTES }).await.ok()?;
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
fn refuse(opened: &mut [Opened], part: &Source, open: &Source) {
    let doubled = Failure::DoubledPart { name: part.name(), open: open.name() };
    let entry = opened.iter_mut().rfind(|entry| entry.name == part.name() && entry.outcome == Ok(Recognised::Dataset));
    if let Some(entry) = entry {
        entry.outcome = Err(doubled);
    }
}

async fn recognise_file(file: &Source) -> Result<recognise::Recognised, Failure> {
    if file.size() == 0 {
        return Err(Failure::EmptyFile { name: file.name() });
    }
    let start = file.read(ByteRange { start: 0, end: HEADER_BYTES }).await?;
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

pub(crate) async fn open_predictions(session: &Shared, file: Source) -> Result<PredictionsId, Failure> {
    let name = file.name();
    let frame = table::read_paused(&name, &read_all(&file).await?, session.pause()).await?;
    let columns = frame.columns().iter().map(|column| column.name.to_python_text()).collect();
    let table = Prepared::of_file_paused(&name, frame, session.pause()).await?;
    Ok(session.borrow_mut().open_predictions(file, columns, table))
}
