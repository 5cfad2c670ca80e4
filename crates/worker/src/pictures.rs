//! Pictures of a question, read from the file when they are looked at.

use std::borrow::Cow;

use web_sys::File;

use super::Shared;
use super::failures::{not_loaded, unreadable};
use super::outbox::Answer;
use super::session::count;
use engine::dataset::{Dataset, DatasetError, ImageCell};
use engine::image::{ImageError, Limits, Shown, base64, list, proven};
use engine::position::ByteRange;
use engine::tsv::field_content;
use protocol::{Failure, Phase, PictureInfo, Reply};
use web::file_bytes::read_range;

/// Greatest size of an image cell: it is read whole.
const CELL_BYTES: u64 = 256 << 20;

/// How many pictures a question has.
pub(super) async fn count_of(session: &Shared, row: u32) -> Result<u32, Failure> {
    let Some(cell) = cell_of(session, row)? else { return Ok(0) };
    if !cell.is_list {
        return Ok(1);
    }
    let content = cell.read().await?;
    Ok(count(list::items(&content)?.len()))
}

/// A picture of a question, proven to be readable.
pub(super) async fn picture(session: &Shared, row: u32, which: u32) -> Result<Answer, Failure> {
    let bytes = encoded(session, row, which).await?;
    let shown = proven(&bytes, &Limits::default())?;
    Ok(Answer::with_bytes(Reply::Picture(described(&shown, bytes.len())), &shown.bytes))
}

/// A picture of a question as the file has it, within the limit of bytes; nothing is known of its content.
pub(super) async fn encoded(session: &Shared, row: u32, which: u32) -> Result<Vec<u8>, Failure> {
    let cell = cell_of(session, row)?.ok_or_else(|| not_loaded("picture"))?;
    let content = cell.read().await?;
    let text = if cell.is_list {
        let pictures = list::items(&content)?;
        pictures.into_iter().nth(which as usize).ok_or_else(|| not_loaded("picture"))?
    } else {
        Cow::Borrowed(content.as_str())
    };
    Ok(base64::decode(text.as_bytes(), Limits::default().bytes)?)
}

/// What the page is told of a picture of that many bytes.
pub(super) fn described(shown: &Shown<'_>, bytes: usize) -> PictureInfo {
    PictureInfo {
        mime: shown.format.mime().to_owned(),
        format: shown.info.format.name().to_owned(),
        width: shown.info.width,
        height: shown.info.height,
        bytes: bytes as u64,
        notes: shown.notes.clone(),
    }
}

/// The index whose picture a row shows, where its image cell is a reference.
pub(super) fn referred_index(questions: &Dataset, row: usize) -> Option<String> {
    questions.image_cell(row)?.reference.map(str::to_owned)
}

/// An image cell and the file it is in.
pub(super) struct CellInFile {
    /// Which of the datasets opened one after the other.
    pub(super) dataset: u32,
    /// Which of its files.
    pub(super) part: u32,
    /// The file.
    pub(super) file: File,
    /// Where the cell is, with quotes.
    pub(super) range: ByteRange,
    /// Whether it lists several pictures.
    pub(super) is_list: bool,
}

impl CellInFile {
    /// The cell's content.
    pub(super) async fn read(&self) -> Result<String, Failure> {
        let bytes = self.range.len();
        if bytes > CELL_BYTES {
            return Err(ImageError::TooManyBytes { bytes, limit: CELL_BYTES }.into());
        }
        let raw = read_range(&self.file, self.range).await.map_err(|error| unreadable(&self.file, &error))?;
        let content = String::from_utf8(field_content(&raw).into_owned());
        content.map_err(|error| ImageError::NotBase64 { at: error.utf8_error().valid_up_to() as u64 }.into())
    }
}

/// The image cell of a row, references followed; `None` in a dataset without images.
pub(super) fn cell_of(session: &Shared, row: u32) -> Result<Option<CellInFile>, Failure> {
    let session = session.borrow();
    let dataset = session.dataset()?;
    let questions = dataset.questions();
    if questions.column("image").is_none() {
        return Ok(None);
    }
    let row = questions.image_row(row as usize).map_err(|error| match error {
        DatasetError::BadReference { reference, .. } if dataset.phase == Phase::Indexing => {
            Failure::PictureNotReadYet { reference }
        }
        other => other.into(),
    })?;
    let Some(ImageCell { part, range, is_list, .. }) = questions.image_cell(row) else {
        return Err(ImageError::Blank.into());
    };
    let file = dataset.files.get(part as usize).ok_or_else(|| not_loaded("dataset"))?;
    Ok(Some(CellInFile { dataset: dataset.number, part, file: file.clone(), range, is_list }))
}
