//! The user's files.

use std::any::Any;
use std::cell::RefCell;

use engine::position::ByteRange;
use js_sys::{Array, Uint8Array};
use protocol::Failure;
use session::host::{ByteSource, ByteStream, Look, Part, Promise, Source};
use session::read_range as read_all_of;
use wasm_bindgen::JsValue;
use web::file_bytes::{read_outside, read_range, size_of, slice};
use web::file_stream::FileStream;
use web_sys::{Blob, File};

use super::browser::name_of;

thread_local! {
    /// What was looked at last; kept, so that one buffer serves all.
    static LOOKED_AT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// A file of the user's disk.
pub(super) struct FileSource(pub(super) File);

impl ByteSource for FileSource {
    fn name(&self) -> String {
        self.0.name()
    }

    fn size(&self) -> u64 {
        size_of(&self.0)
    }

    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds, far below 2^53")]
    fn version(&self) -> i64 {
        self.0.last_modified() as i64
    }

    fn read(&self, range: ByteRange) -> Promise<'_, Result<Vec<u8>, Failure>> {
        Box::pin(async move { read_range(&self.0, range).await.map_err(|error| gone(&self.name(), &error)) })
    }

    fn look_at<'a>(&'a self, range: ByteRange, look: Look<'a>) -> Promise<'a, Result<(), Failure>> {
        Box::pin(async move {
            let bytes = read_outside(&self.0, range).await.map_err(|error| gone(&self.name(), &error))?;
            LOOKED_AT.with_borrow_mut(|buffer| {
                buffer.resize(bytes.length() as usize, 0);
                bytes.copy_to(buffer);
                look(buffer);
            });
            Ok(())
        })
    }

    fn stream(&self) -> Result<Box<dyn ByteStream>, Failure> {
        let name = self.name();
        let stream = FileStream::open(&self.0).map_err(|error| gone(&name, &error))?;
        Ok(Box::new(Stream { stream, name }))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

struct Stream {
    stream: FileStream,
    name: String,
}

impl ByteStream for Stream {
    fn next<'a>(&'a mut self, piece: &'a mut Vec<u8>) -> Promise<'a, Result<bool, Failure>> {
        Box::pin(async move { self.stream.next(piece).await.map_err(|error| gone(&self.name, &error)) })
    }

    fn stop(self: Box<Self>) -> Promise<'static, ()> {
        Box::pin(self.stream.stop())
    }
}

/// Why a file could not be read.
fn gone(name: &str, error: &JsValue) -> Failure {
    Failure::FileGone { name: name.to_owned(), detail: name_of(error) }
}

/// The parts of a blob; ranges of the user's files are not read.
pub(super) async fn blob_parts(parts: &[Part]) -> Result<Array, JsValue> {
    let array = Array::new();
    for part in parts {
        let part: JsValue = match part {
            Part::Bytes(bytes) => Uint8Array::from(&bytes[..]).into(),
            Part::Range(source, range) => match source.as_any().downcast_ref::<FileSource>() {
                Some(FileSource(file)) => slice(file, *range)?.into(),
                None => fetched(source, *range).await?.into(),
            },
        };
        array.push(&part);
    }
    Ok(array)
}

/// Bytes of a file that is no file of the user's, piece by piece, so that the browser may put them onto the disk.
async fn fetched(source: &Source, range: ByteRange) -> Result<Blob, JsValue> {
    const PIECE: u64 = 8 << 20;
    let pieces = Array::new();
    let mut start = range.start;
    while start < range.end {
        let piece = ByteRange { start, end: range.end.min(start + PIECE) };
        let bytes = read_all_of(source, piece).await.map_err(|failure| JsValue::from(failure.to_string()))?;
        let bytes = Uint8Array::from(&bytes[..]);
        let blob = Blob::new_with_u8_array_sequence(&Array::of1(&bytes))?;
        pieces.push(&blob);
        start = piece.end;
    }
    Blob::new_with_blob_sequence(&pieces)
}
