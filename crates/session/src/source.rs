//! Files in memory, and reading files whole.

use std::any::Any;
use std::future::ready;

use engine::limits::{Limit, PREDICTION_FILE_BYTES, Spot};
use engine::position::ByteRange;
use protocol::Failure;

use crate::host::{ByteSource, ByteStream, Promise, Source};

/// A file made of bytes, as the results of a run.
pub struct MemorySource {
    name: String,
    bytes: Vec<u8>,
}

impl MemorySource {
    pub fn new(name: String, bytes: Vec<u8>) -> Self {
        Self { name, bytes }
    }

    /// The bytes as one piece.
    pub(crate) fn stream_of(bytes: Vec<u8>) -> Box<dyn ByteStream> {
        Box::new(Once(Some(bytes)))
    }
}

impl ByteSource for MemorySource {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn size(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn version(&self) -> i64 {
        0
    }

    fn read(&self, range: ByteRange) -> Promise<'_, Result<Vec<u8>, Failure>> {
        let place = |at: u64| usize::try_from(at).map_or(self.bytes.len(), |at| at.min(self.bytes.len()));
        let bytes = self.bytes.get(place(range.start)..place(range.end)).unwrap_or_default();
        Box::pin(ready(Ok(bytes.to_vec())))
    }

    fn stream(&self) -> Result<Box<dyn ByteStream>, Failure> {
        Ok(Self::stream_of(self.bytes.clone()))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Bytes that come as one piece.
struct Once(Option<Vec<u8>>);

impl ByteStream for Once {
    fn next<'a>(&'a mut self, piece: &'a mut Vec<u8>) -> Promise<'a, Result<bool, Failure>> {
        let next = self.0.take().filter(|bytes| !bytes.is_empty());
        let has_next = next.is_some();
        *piece = next.unwrap_or_default();
        Box::pin(ready(Ok(has_next)))
    }

    fn stop(self: Box<Self>) -> Promise<'static, ()> {
        Box::pin(ready(()))
    }
}

/// Reads a file that must not be too large.
///
/// # Errors
/// As [`read`]; also where it is too large.
pub(crate) async fn read_all(file: &Source) -> Result<Vec<u8>, Failure> {
    Limit::FileBytes.check(file.size(), Spot::File)?;
    Ok(read(file).await?.unwrap_or_default())
}

/// Reads a file piece by piece, so that other requests are answered in between; `None` where it is larger than what is
/// read.
///
/// # Errors
/// [`Failure::FileGone`], also where the file has changed since it was opened.
pub(crate) async fn read(file: &Source) -> Result<Option<Vec<u8>>, Failure> {
    let size = file.size();
    if size > PREDICTION_FILE_BYTES {
        return Ok(None);
    }
    let mut stream = file.stream()?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    let mut piece = Vec::new();
    while stream.next(&mut piece).await? {
        bytes.extend_from_slice(&piece);
    }
    check_length(file, bytes.len() as u64, size)?;
    Ok(Some(bytes))
}

/// The bytes of a range, all of them.
///
/// # Errors
/// [`Failure::FileGone`], also where the file ends within the range.
pub async fn read_range(file: &Source, range: ByteRange) -> Result<Vec<u8>, Failure> {
    let bytes = file.read(range).await?;
    check_length(file, bytes.len() as u64, range.len())?;
    Ok(bytes)
}

/// Makes sure that as many bytes were read as there should be: files change while they are open.
pub(crate) fn check_length(file: &Source, read: u64, expected: u64) -> Result<(), Failure> {
    if read == expected {
        return Ok(());
    }
    Err(Failure::FileGone { name: file.name(), detail: format!("{read} of {expected} bytes") })
}
