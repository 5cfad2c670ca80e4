//! Reading a file from start to end, as fast as the browser can.

use std::collections::VecDeque;

use js_sys::{Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, File, ReadableStream, ReadableStreamDefaultReader, ReadableStreamGetReaderOptions, ReadableStreamReaderMode,
};

use super::file_bytes::{size_of, slice};
use engine::position::ByteRange;

/// Bytes asked for at a time: the fastest of 1, 4, 16 and 64 MiB in Chromium, see `benches/README.md`.
const PIECE_BYTES: u32 = 1 << 20;

/// Bytes of a slice where the browser cannot fill our buffers. Such browsers (those of `WebKit`) load a stream to its end whether it
/// is read or not: the file is read slice by slice, so that at most one slice is loaded ahead, or after a stop.
const SLICE_BYTES: u64 = 64 << 20;

/// Reads under way at once, so that the browser reads on while a piece is worked on.
const READS_AHEAD: usize = 2;

#[wasm_bindgen]
extern "C" {
    /// `ReadableStreamBYOBReader`, whose `read` fills our buffer up to `min` bytes.
    type ByobReader;

    #[wasm_bindgen(method)]
    fn read(this: &ByobReader, view: &Uint8Array, options: &JsValue) -> Promise;

    #[wasm_bindgen(method)]
    fn cancel(this: &ByobReader) -> Promise;
}

pub struct FileStream(Reader);

enum Reader {
    /// The browser fills our buffers.
    Byob { reader: ByobReader, pending: VecDeque<JsFuture>, options: JsValue },
    /// The browser makes a new buffer for each piece of a slice; for browsers that cannot do the other.
    Slices(Slices),
}

struct Slices {
    file: File,
    next: u64,
    reader: Option<ReadableStreamDefaultReader>,
}

impl Slices {
    /// Reads a piece; `None` at the end of the file.
    async fn read(&mut self) -> Result<Option<JsValue>, JsValue> {
        loop {
            let Some(reader) = &self.reader else {
                let size = size_of(&self.file);
                if self.next >= size {
                    return Ok(None);
                }
                let end = size.min(self.next + SLICE_BYTES);
                let slice = slice(&self.file, ByteRange { start: self.next, end })?;
                self.next = end;
                self.reader = Some(slice.stream().get_reader().unchecked_into());
                continue;
            };
            let result = JsFuture::from(reader.read()).await?;
            if !Reflect::get(&result, &"done".into())?.is_truthy() {
                return Ok(Some(result));
            }
            self.reader = None;
        }
    }
}

impl FileStream {
    pub fn open(file: &File) -> Result<Self, JsValue> {
        // A stream of the file itself would be loaded even where it lends no such reader.
        if byob_reader(&Blob::new()?.stream()).is_err() {
            return Ok(Self(Reader::Slices(Slices { file: file.clone(), next: 0, reader: None })));
        }
        Self::fill_our_buffers(byob_reader(&file.stream())?)
    }

    fn fill_our_buffers(reader: ByobReader) -> Result<Self, JsValue> {
        let options = Object::new();
        Reflect::set(&options, &"min".into(), &PIECE_BYTES.into())?;
        let options = JsValue::from(options);
        let read = |_| JsFuture::from(reader.read(&Uint8Array::new_with_length(PIECE_BYTES), &options));
        let pending = (0..READS_AHEAD).map(read).collect();
        Ok(Self(Reader::Byob { reader, pending, options }))
    }

    /// Puts the next piece into `piece`, replacing what was there; `false` at the end of the file.
    ///
    /// # Errors
    /// If the file is gone or changed: the browser's `NotReadableError` or `NotFoundError`.
    pub async fn next(&mut self, piece: &mut Vec<u8>) -> Result<bool, JsValue> {
        let result = match &mut self.0 {
            Reader::Byob { pending, .. } => match pending.pop_front() {
                Some(read) => read.await?,
                None => return Ok(false),
            },
            Reader::Slices(slices) => match slices.read().await? {
                Some(result) => result,
                None => return Ok(false),
            },
        };
        let is_last = Reflect::get(&result, &"done".into())?.is_truthy();
        let value = Reflect::get(&result, &"value".into())?;
        // A read for a least number of bytes that meets the end of the file is the last one and yet brings bytes.
        let bytes = match value.dyn_into::<Uint8Array>() {
            Ok(bytes) if !is_last || bytes.length() > 0 => bytes,
            Ok(_) => return Ok(false),
            Err(_) if is_last => return Ok(false),
            Err(error) => return Err(error),
        };
        piece.resize(bytes.length() as usize, 0);
        bytes.copy_to(piece);
        if let (Reader::Byob { reader, pending, options }, false) = (&mut self.0, is_last) {
            let view = Uint8Array::new(&bytes.buffer());
            pending.push_back(JsFuture::from(reader.read(&view, options)));
        }
        Ok(true)
    }

    /// Stops reading; reads under way are abandoned.
    pub async fn stop(self) {
        let stopped = match &self.0 {
            Reader::Byob { reader, .. } => reader.cancel(),
            Reader::Slices(Slices { reader: Some(reader), .. }) => reader.cancel(),
            Reader::Slices(_) => return,
        };
        // The file is not needed any more, so it does not matter how the reader ended.
        drop(JsFuture::from(stopped).await);
    }
}

fn byob_reader(stream: &ReadableStream) -> Result<ByobReader, JsValue> {
    let options = ReadableStreamGetReaderOptions::new();
    options.set_mode(ReadableStreamReaderMode::Byob);
    let get_reader: js_sys::Function = Reflect::get(stream, &"getReader".into())?.dyn_into()?;
    Ok(get_reader.call1(stream, &options)?.unchecked_into())
}
