//! Reading a file whole, piece by piece, so that other requests are answered in between.

use web_sys::File;

use super::super::failures::unreadable;
use engine::limits::{Limit, PREDICTION_FILE_BYTES, Spot};
use protocol::Failure;
use web::file_bytes::size_of;
use web::file_stream::FileStream;

/// Reads a file that must not be too large.
///
/// # Errors
/// As [`read`]; also where it is too large.
pub(crate) async fn read_all(file: &File) -> Result<Vec<u8>, Failure> {
    Limit::FileBytes.check(size_of(file), Spot::File)?;
    Ok(read(file).await?.unwrap_or_default())
}

/// Reads a file; `None` where it is larger than what is read.
///
/// # Errors
/// [`Failure::FileGone`], also where the file has changed since it was dropped.
pub(crate) async fn read(file: &File) -> Result<Option<Vec<u8>>, Failure> {
    let size = size_of(file);
    if size > PREDICTION_FILE_BYTES {
        return Ok(None);
    }
    let mut stream = FileStream::open(file).map_err(|error| unreadable(file, &error))?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    let mut piece = Vec::new();
    while stream.next(&mut piece).await.map_err(|error| unreadable(file, &error))? {
        bytes.extend_from_slice(&piece);
    }
    if bytes.len() as u64 != size {
        let detail = format!("{} of {size} bytes", bytes.len());
        return Err(Failure::FileGone { name: file.name(), detail });
    }
    Ok(Some(bytes))
}
