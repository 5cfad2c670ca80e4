//! The images of a question on their way from the file into a request.
//!
//! An image that is sent as it stands in the file goes into the request's body as a range of that file, between the
//! quotes of JSON, without being decoded or held in memory; a small one, whose head is all of it, is sent as it was read.
//! Before a larger one is sent for the first time it is read once to its end, since one quote in it would let the file write
//! the rest of the request; that costs a second reading of each image, and no memory beyond a piece. What is known of an
//! image then serves every row that refers to it, and every further try. A cell that is not plain base64 is read whole, as
//! images that are encoded again are: white space is taken out, and anything else is reported with its place.

use std::borrow::Cow;

use engine::endpoint::PictureLimits;
use engine::image::{ImageInfo, Limits, base64, is_surely_upright, list, measure_base64};
use engine::position::ByteRange;
use engine::run::{Encoding, PictureSettings, SendImageError, is_kept, prepare};
use protocol::Failure;

use crate::host::Part;
use crate::images::{CellInFile, cell_of};
use crate::loaded::Shared;
use crate::source::read_range;

/// Bytes of base64 text that usually hold the head of an image; a multiple of four.
const HEAD: u64 = 64 << 10;

/// Bytes of base64 text that are looked at together; a multiple of four. Larger pieces take less time and more memory, see
/// `benches/README.md`.
const PIECE: u64 = 1 << 20;

pub(super) struct Ready {
    pub(super) info: ImageInfo,
    /// Size as base64 text, in bytes.
    pub(super) base64_bytes: u64,
    pub(super) is_changed: bool,
    pub(super) base64: Part,
}

/// Why a question's images are not sent.
pub(super) enum NotReady {
    Image(SendImageError),
    /// The file can no longer be read, or is open no more.
    Gone(Failure),
}

impl From<SendImageError> for NotReady {
    fn from(fault: SendImageError) -> Self {
        Self::Image(fault)
    }
}

impl From<Failure> for NotReady {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Image(error) => Self::Image(error.into()),
            other => Self::Gone(other),
        }
    }
}

/// The images of a row, ready to be sent; none in a dataset without images.
pub(super) async fn ready(
    session: &Shared,
    row: u32,
    settings: &PictureSettings,
    limits: &PictureLimits,
) -> Result<Vec<Ready>, NotReady> {
    let Some(cell) = cell_of(session, row)? else { return Ok(Vec::new()) };
    if let Some(image) = in_file(session, &cell, settings, limits).await? {
        return Ok(vec![image]);
    }
    let content = cell.read().await?;
    let texts = texts(&cell, &content)?;
    let mut ready = Vec::new();
    for text in &texts {
        let prepared = prepare(text.as_bytes(), texts.len(), settings, limits)?;
        ready.push(Ready {
            info: ImageInfo { format: prepared.format, width: prepared.width, height: prepared.height },
            base64_bytes: prepared.base64.len() as u64,
            is_changed: prepared.is_changed,
            base64: Part::Bytes(prepared.base64.into_owned()),
        });
    }
    Ok(ready)
}

/// What the images of a row are; each is read no further than its head where it stands plainly in the file.
pub(super) async fn forms(session: &Shared, row: u32) -> Result<Vec<(ImageInfo, u64)>, NotReady> {
    let Some(cell) = cell_of(session, row)? else { return Ok(Vec::new()) };
    if let Some(Plain { info, .. }) = plain(&cell).await? {
        return Ok(vec![(info, cell.range.len())]);
    }
    let content = cell.read().await?;
    let form = |text: &Cow<'_, str>| {
        let info = measure_base64(text.as_bytes(), &Limits::default()).map_err(SendImageError::from)?;
        Ok((info, text.len() as u64))
    };
    texts(&cell, &content)?.iter().map(form).collect()
}

fn texts<'c>(cell: &CellInFile, content: &'c str) -> Result<Vec<Cow<'c, str>>, SendImageError> {
    if cell.is_list { Ok(list::items(content)?) } else { Ok(vec![Cow::Borrowed(content)]) }
}

/// The image as a range of the file, where it stands there plainly and is sent as it is.
async fn in_file(
    session: &Shared,
    cell: &CellInFile,
    settings: &PictureSettings,
    limits: &PictureLimits,
) -> Result<Option<Ready>, NotReady> {
    if settings.encoding != Encoding::Original {
        return Ok(None);
    }
    let known = known_form(session, cell);
    let Plain { info, whole } = match known {
        Some(info) => {
            // That the file is gone would look like a server that cannot be reached.
            read_range(&cell.file, ByteRange { end: cell.range.start + 1, ..cell.range }).await?;
            Plain { info, whole: None }
        }
        None => match plain(cell).await? {
            Some(plain) => plain,
            None => return Ok(None),
        },
    };
    let base64_bytes = cell.range.len();
    if !is_kept(info, base64_bytes, 1, settings, limits)? {
        return Ok(None);
    }
    let base64 = match whole {
        Some(text) => Part::Bytes(text),
        None if known.is_some() || is_plain_throughout(cell).await? => {
            keep_form(session, cell, info);
            Part::Range(cell.file.clone(), cell.range)
        }
        None => return Ok(None),
    };
    Ok(Some(Ready { info, base64_bytes, is_changed: false, base64 }))
}

/// What an image is that was read to its end before.
fn known_form(session: &Shared, cell: &CellInFile) -> Option<ImageInfo> {
    let mut session = session.borrow_mut();
    session.dataset_of(cell.dataset)?.plain_images.get(&(cell.part, cell.range.start)).copied()
}

/// Keeps what an image is that was read to its end, as long as its dataset is open.
fn keep_form(session: &Shared, cell: &CellInFile, info: ImageInfo) {
    if let Some(dataset) = session.borrow_mut().dataset_of(cell.dataset) {
        dataset.plain_images.insert((cell.part, cell.range.start), info);
    }
}

/// An image whose cell is nothing but its base64 text, as far as was read.
struct Plain {
    info: ImageInfo,
    /// The text, where its head is all of it.
    whole: Option<Vec<u8>>,
}

/// What an image is whose cell is nothing but its base64 text, as far as its head shows; `None` for other cells.
async fn plain(cell: &CellInFile) -> Result<Option<Plain>, NotReady> {
    let ByteRange { start, end } = cell.range;
    let length = cell.range.len();
    // Larger ones are refused where they are read.
    if cell.is_list || length == 0 || !length.is_multiple_of(4) || length / 4 * 3 > Limits::default().bytes {
        return Ok(None);
    }
    let head = read_range(&cell.file, ByteRange { start, end: end.min(start + HEAD) }).await?;
    let is_whole = length <= HEAD;
    let info = if base64::is_plain(&head, is_whole) { measure_base64(&head, &Limits::default()).ok() } else { None };
    let Some(info) = info else { return Ok(None) };
    let tail = if is_whole { None } else { Some(read_range(&cell.file, ByteRange { start: end - HEAD, end }).await?) };
    // One that asks to be turned is sent as a copy that does not.
    let is_upright = is_surely_upright(info.format, &head, tail.as_deref());
    Ok(is_upright.then(|| Plain { info, whole: is_whole.then_some(head) }))
}

/// Whether a cell with a plain head is base64 and nothing else to its last byte.
async fn is_plain_throughout(cell: &CellInFile) -> Result<bool, Failure> {
    let mut start = cell.range.start + HEAD;
    while start < cell.range.end {
        let range = ByteRange { start, end: cell.range.end.min(start + PIECE) };
        let is_last = range.end == cell.range.end;
        let mut is_plain = false;
        let look = |bytes: &[u8]| is_plain = bytes.len() as u64 == range.len() && base64::is_plain(bytes, is_last);
        cell.file.look_at(range, Box::new(look)).await?;
        if !is_plain {
            return Ok(false);
        }
        start = range.end;
    }
    Ok(true)
}
