//! Images of a question, read from the file when they are looked at.

use std::borrow::Cow;

use engine::dataset::{DatasetError, ImageCell};
use engine::image::{Damage, Format, ImageError, Limits, Shown, base64, inspect, list, proven, shown};
use engine::position::ByteRange;
use engine::tsv::field_content;
use protocol::{DatasetId, Failure, Missing, Phase, PictureInfo};

use crate::host::Source;
use crate::loaded::{Shared, count, not_loaded};
use crate::source::read_range;

/// Greatest size of an image cell: it is read whole.
pub(crate) const CELL_BYTES: u64 = 256 << 20;

pub(crate) type Image = (PictureInfo, Vec<u8>);

pub(crate) async fn count_of(session: &Shared, row: u32) -> Result<u32, Failure> {
    let Some(cell) = cell_of(session, row)? else { return Ok(0) };
    if !cell.is_list {
        return Ok(1);
    }
    let content = cell.read().await?;
    Ok(count(list::items(&content)?.len()))
}

/// An image of a question, proven to be readable.
pub(crate) async fn image(session: &Shared, row: u32, which: u32) -> Result<Image, Failure> {
    let bytes = encoded(session, row, which).await?;
    let shown = proven(&bytes, &Limits::default())?;
    let info = described(&shown, bytes.len());
    let made = match shown.bytes {
        Cow::Borrowed(whole) if whole.len() == bytes.len() => None,
        other => Some(other.into_owned()),
    };
    Ok((info, made.unwrap_or(bytes)))
}

/// An image of a question, small; the page asks for few at a time and for none that has scrolled away.
pub(crate) async fn thumbnail(session: &Shared, row: u32, which: u32) -> Result<Image, Failure> {
    let number = {
        let mut loaded = session.borrow_mut();
        let dataset = loaded.dataset_mut()?;
        if let Some(kept) = dataset.thumbnails.get(&(row, which)) {
            return Ok(kept.clone());
        }
        dataset.number
    };
    let made = shrunk(session, &encoded(session, row, which).await?).await?;
    // Another dataset may have been opened meanwhile.
    if let Some(dataset) = session.borrow_mut().dataset_of(number) {
        dataset.thumbnails.keep((row, which), made.clone(), made.1.len());
    }
    Ok(made)
}

async fn shrunk(session: &Shared, bytes: &[u8]) -> Result<Image, Failure> {
    let shown = shown(bytes, &Limits::default())?;
    let small = session.host.thumbnails.shrink(&shown).await;
    let small = small.ok_or_else(|| fault(bytes, shown.info.format))?;
    let (mime, width, height) = (small.mime, small.width, small.height);
    Ok((PictureInfo { mime, width, height, ..described(&shown, bytes.len()) }, small.bytes))
}

/// What is wrong with an image that the browser does not decode; it does not say so itself.
fn fault(bytes: &[u8], format: Format) -> ImageError {
    let unnamed = || ImageError::Damaged { format: format.name().to_owned(), damage: Damage::Unnamed };
    inspect(bytes, &Limits::default()).err().unwrap_or_else(unnamed)
}

/// An image of a question as the file has it, within the limit of bytes; nothing is known of its content.
async fn encoded(session: &Shared, row: u32, which: u32) -> Result<Vec<u8>, Failure> {
    let cell = cell_of(session, row)?.ok_or_else(|| not_loaded(Missing::Image))?;
    let content = cell.read().await?;
    let text = if cell.is_list {
        let images = list::items(&content)?;
        images.into_iter().nth(which as usize).ok_or_else(|| not_loaded(Missing::Image))?
    } else {
        Cow::Borrowed(content.as_str())
    };
    Ok(base64::decode(text.as_bytes(), Limits::default().bytes)?)
}

/// What the page shows about an image of that many bytes.
fn described(shown: &Shown<'_>, bytes: usize) -> PictureInfo {
    PictureInfo {
        mime: shown.format.mime().to_owned(),
        format: shown.info.format.name().to_owned(),
        width: shown.info.width,
        height: shown.info.height,
        bytes: bytes as u64,
        notes: shown.notes.clone(),
    }
}

pub(crate) struct CellInFile {
    pub(crate) dataset: DatasetId,
    pub(crate) part: u32,
    pub(crate) file: Source,
    /// Where the cell is, with quotes.
    pub(crate) range: ByteRange,
    pub(crate) is_list: bool,
}

impl CellInFile {
    pub(crate) async fn read(&self) -> Result<String, Failure> {
        let bytes = self.range.len();
        if bytes > CELL_BYTES {
            return Err(ImageError::TooManyBytes { bytes, limit: CELL_BYTES }.into());
        }
        let raw = read_range(&self.file, self.range).await?;
        let content = String::from_utf8(field_content(&raw).into_owned());
        content.map_err(|error| ImageError::NotBase64 { at: error.utf8_error().valid_up_to() as u64 }.into())
    }
}

/// The image cell of a row, references followed; `None` in a dataset without images.
pub(crate) fn cell_of(session: &Shared, row: u32) -> Result<Option<CellInFile>, Failure> {
    let loaded = session.borrow();
    let dataset = loaded.dataset()?;
    let questions = dataset.questions();
    if questions.column("image").is_none() {
        return Ok(None);
    }
    let row = questions.image_row(row as usize).map_err(|error| match error {
        DatasetError::BadReference { reference, .. } if dataset.phase == Phase::Indexing => {
            Failure::ImageNotReadYet { reference }
        }
        other => other.into(),
    })?;
    let Some(ImageCell { part, range, is_list, .. }) = questions.image_cell(row) else {
        return Err(ImageError::Blank.into());
    };
    let file = dataset.files.get(part as usize).ok_or_else(|| not_loaded(Missing::Dataset))?;
    Ok(Some(CellInFile { dataset: dataset.number, part, file: file.clone(), range, is_list }))
}
