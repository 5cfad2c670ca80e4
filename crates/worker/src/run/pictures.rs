//! The pictures of a question on their way from the file into a request.
//!
//! A picture that is sent as it stands in the file goes into the request's body as a piece of that file, between the
//! quotes of JSON, without being decoded or held in memory; a small one, whose head is all of it, is sent as it was read.
//! Before a larger one is sent for the first time it is read once to its end, since one quote in it would let the file write
//! the rest of the request; that costs a second reading of each picture, and no memory beyond a piece. What is known of a
//! picture then serves every row that refers to it, and every further try. A cell that is not plain base64 is read whole, as
//! pictures that are encoded anew are: white space is taken out, and anything else is told with its place.

use std::borrow::Cow;
use std::cell::RefCell;

use js_sys::Uint8Array;

use crate::Shared;
use crate::failures::unreadable;
use crate::pictures::{CellInFile, cell_of};
use engine::endpoint::PictureLimits;
use engine::image::{Format, ImageInfo, Limits, base64, is_surely_upright, list, measure_base64};
use engine::position::ByteRange;
use engine::run::{Encoding, PictureSettings, SendImageError, is_kept, prepare};
use protocol::Failure;
use web::file_bytes::{read_outside, read_range, slice};

use super::faults::storage;
use super::model::Picture;

/// Bytes of base64 text in which the head of a picture stands, mostly; a multiple of four.
const HEAD: u64 = 64 << 10;

/// Bytes of base64 text that are looked at together; a multiple of four. Larger pieces take less time and more memory, see
/// `benches/README.md`.
const PIECE: u64 = 1 << 20;

thread_local! {
    /// The piece that is looked at.
    static LOOKED_AT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// A picture ready to be sent.
pub(super) struct Ready {
    /// Its format.
    pub(super) format: Format,
    /// Width in pixels.
    pub(super) width: u32,
    /// Height in pixels.
    pub(super) height: u32,
    /// Size as base64 text, in bytes.
    pub(super) base64_bytes: u64,
    /// Whether it was encoded anew.
    pub(super) is_changed: bool,
    /// The base64 text.
    pub(super) picture: Picture,
}

/// Why a question's pictures are not sent.
pub(super) enum NotReady {
    /// A picture itself.
    Picture(SendImageError),
    /// The file can no longer be read, or is open no more.
    Gone(Failure),
}

impl From<SendImageError> for NotReady {
    fn from(fault: SendImageError) -> Self {
        Self::Picture(fault)
    }
}

impl From<Failure> for NotReady {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Image(error) => Self::Picture(error.into()),
            other => Self::Gone(other),
        }
    }
}

/// The pictures of a row, ready to be sent; none in a dataset without pictures.
pub(super) async fn ready(
    session: &Shared,
    row: u32,
    settings: &PictureSettings,
    limits: &PictureLimits,
) -> Result<Vec<Ready>, NotReady> {
    let Some(cell) = cell_of(session, row)? else { return Ok(Vec::new()) };
    if let Some(picture) = in_file(session, &cell, settings, limits).await? {
        return Ok(vec![picture]);
    }
    let content = cell.read().await?;
    let texts = if cell.is_list {
        list::items(&content).map_err(SendImageError::from)?
    } else {
        vec![Cow::Borrowed(content.as_str())]
    };
    let mut ready = Vec::new();
    for text in &texts {
        let prepared = prepare(text.as_bytes(), texts.len(), settings, limits)?;
        ready.push(Ready {
            format: prepared.format,
            width: prepared.width,
            height: prepared.height,
            base64_bytes: prepared.base64.len() as u64,
            is_changed: prepared.is_changed,
            picture: Picture::Text(prepared.base64.into_owned()),
        });
    }
    Ok(ready)
}

/// What the pictures of a row are; each is read no further than its head where it stands plainly in the file.
pub(super) async fn forms(session: &Shared, row: u32) -> Result<Vec<(ImageInfo, u64)>, NotReady> {
    let Some(cell) = cell_of(session, row)? else { return Ok(Vec::new()) };
    if let Some(Plain { info, .. }) = plain(&cell).await? {
        return Ok(vec![(info, cell.range.len())]);
    }
    let content = cell.read().await?;
    let texts = if cell.is_list {
        list::items(&content).map_err(SendImageError::from)?
    } else {
        vec![Cow::Borrowed(content.as_str())]
    };
    let form = |text: &Cow<'_, str>| {
        let info = measure_base64(text.as_bytes(), &Limits::default()).map_err(SendImageError::from)?;
        Ok((info, text.len() as u64))
    };
    texts.iter().map(form).collect()
}

/// The picture as a piece of the file, where it stands there plainly and is sent as it is.
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
            read(cell, ByteRange { end: cell.range.start + 1, ..cell.range }).await?;
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
    let picture = match whole {
        Some(text) => Picture::Text(text),
        None if known.is_some() || is_plain_throughout(cell).await? => {
            keep_form(session, cell, info);
            Picture::InFile(slice(&cell.file, cell.range).map_err(|error| NotReady::Gone(storage(&error).into()))?)
        }
        None => return Ok(None),
    };
    let ImageInfo { format, width, height } = info;
    Ok(Some(Ready { format, width, height, base64_bytes, is_changed: false, picture }))
}

/// What a picture is that was read to its end before.
fn known_form(session: &Shared, cell: &CellInFile) -> Option<ImageInfo> {
    let mut session = session.borrow_mut();
    session.dataset_of(cell.dataset)?.plain_pictures.get(&(cell.part, cell.range.start)).copied()
}

/// Keeps what a picture is that was read to its end, as long as its dataset is open.
fn keep_form(session: &Shared, cell: &CellInFile, info: ImageInfo) {
    if let Some(dataset) = session.borrow_mut().dataset_of(cell.dataset) {
        dataset.plain_pictures.insert((cell.part, cell.range.start), info);
    }
}

/// A picture whose cell is nothing but its base64 text, as far as was read.
struct Plain {
    info: ImageInfo,
    /// The text, where its head is all of it.
    whole: Option<Vec<u8>>,
}

/// What a picture is whose cell is nothing but its base64 text, as far as its head shows; `None` for other cells.
async fn plain(cell: &CellInFile) -> Result<Option<Plain>, NotReady> {
    let ByteRange { start, end } = cell.range;
    let length = cell.range.len();
    // Larger ones are refused where they are read.
    if cell.is_list || length == 0 || !length.is_multiple_of(4) || length / 4 * 3 > Limits::default().bytes {
        return Ok(None);
    }
    let head = read(cell, ByteRange { start, end: end.min(start + HEAD) }).await?;
    let is_whole = length <= HEAD;
    let info = if base64::is_plain(&head, is_whole) { measure_base64(&head, &Limits::default()).ok() } else { None };
    let Some(info) = info else { return Ok(None) };
    let tail = if is_whole { None } else { Some(read(cell, ByteRange { start: end - HEAD, end }).await?) };
    // One that asks to be turned is sent as a copy that does not.
    let is_upright = is_surely_upright(info.format, &head, tail.as_deref());
    Ok(is_upright.then(|| Plain { info, whole: is_whole.then_some(head) }))
}

async fn read(cell: &CellInFile, range: ByteRange) -> Result<Vec<u8>, Failure> {
    read_range(&cell.file, range).await.map_err(|error| unreadable(&cell.file, &error))
}

/// Whether a cell with a plain head is base64 and nothing else to its last byte.
async fn is_plain_throughout(cell: &CellInFile) -> Result<bool, Failure> {
    let mut start = cell.range.start + HEAD;
    while start < cell.range.end {
        let range = ByteRange { start, end: cell.range.end.min(start + PIECE) };
        let bytes = read_outside(&cell.file, range).await.map_err(|error| unreadable(&cell.file, &error))?;
        let is_whole = u64::from(bytes.length()) == range.len();
        if !is_whole || !LOOKED_AT.with_borrow_mut(|piece| is_plain_piece(&bytes, piece, range.end == cell.range.end)) {
            return Ok(false);
        }
        start = range.end;
    }
    Ok(true)
}

fn is_plain_piece(bytes: &Uint8Array, piece: &mut Vec<u8>, is_last: bool) -> bool {
    piece.resize(bytes.length() as usize, 0);
    bytes.copy_to(piece);
    base64::is_plain(piece, is_last)
}
