//! Images that VLMEvalKit cannot save as PNG, at which it stops.

use std::collections::HashMap;

use engine::image::{is_cmyk, list};
use engine::position::ByteRange;
use protocol::Failure;

use crate::images::{CellInFile, cell_of};
use crate::loaded::Shared;
use crate::source::read_range;

/// Bytes of base64 text that usually, and nearly always, tell the colours of an image; multiples of four.
const STARTS: [u64; 2] = [4 << 10, 512 << 10];

/// Which of the rows have an image in cyan, magenta, yellow and black.
pub(crate) async fn cmyk_rows(session: &Shared, rows: &[u32]) -> Result<Vec<u32>, Failure> {
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
        let start = read_range(&cell.file, range).await?;
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
