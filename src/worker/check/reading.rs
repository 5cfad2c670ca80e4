//! Reading a file whole, piece by piece, so that it can be cancelled.

use web_sys::File;

use super::super::Shared;
use super::super::failures::unreadable;
use crate::engine::check::BYTES_LIMIT;
use crate::protocol::Failure;
use crate::web::file_bytes::size_of;
use crate::web::file_stream::FileStream;

/// What a file holds.
pub(super) enum Content {
    /// All of it.
    Bytes(Vec<u8>),
    /// More than is read; its size.
    TooLarge(u64),
}

/// Reads a file.
///
/// # Errors
/// [`Failure::FileGone`], also where the file has changed since it was dropped, and [`Failure::Cancelled`].
pub(super) async fn read(session: &Shared, file: &File) -> Result<Content, Failure> {
    let size = size_of(file);
    if size > BYTES_LIMIT {
        return Ok(Content::TooLarge(size));
    }
    let cancelled = session.borrow().checks.cancelled();
    let mut stream = FileStream::open(file).map_err(|error| unreadable(file, &error))?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    let mut piece = Vec::new();
    while stream.next(&mut piece).await.map_err(|error| unreadable(file, &error))? {
        if session.borrow().checks.cancelled() != cancelled {
            stream.stop().await;
            return Err(Failure::Cancelled);
        }
        bytes.extend_from_slice(&piece);
    }
    if bytes.len() as u64 != size {
        let detail = format!("{} of {size} bytes", bytes.len());
        return Err(Failure::FileGone { name: file.name(), detail });
    }
    Ok(Content::Bytes(bytes))
}
