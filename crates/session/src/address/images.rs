//! Images of datasets on servers: where they are, which are wanted, which are kept.

use engine::dataset::Dataset;
use engine::position::ByteRange;
use protocol::{DatasetId, Failure, Phase};

use super::file::addressed;
use crate::images::cell_of;
use crate::loaded::Shared;

/// Bytes of images that are kept in a store.
const KEPT_BYTES: u64 = 512 << 20;

/// Of the keys in a store, the one used longest ago first, those that have to go so that the images fit.
pub fn surplus_images(keys: &[String]) -> Vec<&String> {
    let bytes = |key: &str| {
        let (start, end) = key.rsplit_once('/')?.1.split_once('-')?;
        end.parse::<u64>().ok()?.checked_sub(start.parse().ok()?)
    };
    let mut room = KEPT_BYTES;
    // What is no key of ours takes no room, and goes.
    let mut fits =
        |key: &&String| bytes(key).and_then(|bytes| room.checked_sub(bytes)).map(|left| room = left).is_some();
    let mut gone: Vec<&String> = keys.iter().rev().filter(|key| !fits(key)).collect();
    gone.reverse();
    gone
}

/// Where the images of each part are, in order.
pub(super) fn cells(questions: &Dataset) -> Vec<Vec<ByteRange>> {
    let mut cells = vec![Vec::new(); questions.parts().count()];
    for cell in (0..questions.row_count()).filter_map(|row| questions.image_cell(row)) {
        if let (None, Some(cells)) = (cell.reference, cells.get_mut(cell.part as usize)) {
            cells.push(cell.range);
        }
    }
    for cells in &mut cells {
        cells.sort_unstable_by_key(|cell: &ByteRange| cell.start);
    }
    cells
}

/// Lets the files of a dataset that has become complete know where their images are.
pub(crate) fn know_cells(session: &Shared, number: DatasetId) {
    let mut loaded = session.borrow_mut();
    let Some(dataset) = loaded.dataset_of(number).filter(|dataset| dataset.phase == Phase::Complete) else { return };
    let files: Vec<_> = dataset.files.iter().map(addressed).collect();
    if files.iter().any(Option::is_some) {
        for (file, cells) in files.into_iter().zip(cells(dataset.questions())) {
            file.inspect(|file| file.know_cells(cells));
        }
    }
}

/// Works for an image of a row until the page wants others.
///
/// # Errors
/// The work's, and [`Failure::Cancelled`].
pub(crate) async fn while_wanted<T>(
    session: &Shared,
    row: u32,
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    session.network.for_row(row, work).await
}

/// Fetches the images of rows after all that is looked at.
pub(crate) async fn fetch_ahead(session: &Shared, rows: &[u32]) {
    for &row in rows {
        let Ok(Some(cell)) = cell_of(session, row) else { continue };
        if let Some(file) = addressed(&cell.file) {
            // What cannot be had is reported where it is looked at; rows that are wanted no more end it all.
            let fetched = session.network.for_row(row, file.cell(cell.range, true)).await;
            if matches!(fetched, Err(Failure::Cancelled)) {
                return;
            }
        }
    }
}
