//! Reading a range of a file at once.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use engine::position::ByteRange;

/// The bytes of a range of the file (fewer where the file ends).
///
/// # Errors
/// If the file is gone or changed: the browser's `NotReadableError` or `NotFoundError`.
pub async fn read_range(file: &Blob, range: ByteRange) -> Result<Vec<u8>, JsValue> {
    Ok(read_outside(file, range).await?.to_vec())
}

/// As [`read_range`], with the bytes left in the browser's memory.
pub async fn read_outside(file: &Blob, range: ByteRange) -> Result<Uint8Array, JsValue> {
    let part = slice(file, range)?;
    let buffer: ArrayBuffer = JsFuture::from(part.array_buffer()).await?.dyn_into()?;
    Ok(Uint8Array::new(&buffer))
}

/// A range of the file, which is not read yet.
#[expect(clippy::cast_precision_loss, reason = "file offsets are far below 2^53")]
pub fn slice(file: &Blob, range: ByteRange) -> Result<Blob, JsValue> {
    file.slice_with_f64_and_f64(range.start as f64, range.end as f64)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size is a whole number below 2^53")]
pub fn size_of(file: &Blob) -> u64 {
    file.size() as u64
}
