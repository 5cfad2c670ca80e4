//! Addresses of bytes in memory, given back when they are no longer shown.

use js_sys::{Array, ArrayBuffer};
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag, Url};

use super::log;

/// An address under which the page can show bytes; revoked when dropped.
#[derive(Debug, PartialEq, Eq)]
pub struct ObjectUrl(String);

impl ObjectUrl {
    /// An address for bytes of a MIME type.
    pub fn new(bytes: &ArrayBuffer, mime: &str) -> Result<Self, JsValue> {
        let properties = BlobPropertyBag::new();
        properties.set_type(mime);
        let blob = Blob::new_with_buffer_source_sequence_and_options(&Array::of1(bytes), &properties)?;
        Url::create_object_url_with_blob(&blob).map(Self)
    }

    /// An address for a file.
    pub fn of(blob: &Blob) -> Result<Self, JsValue> {
        Url::create_object_url_with_blob(blob).map(Self)
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        if let Err(error) = Url::revoke_object_url(&self.0) {
            log::warn(&format!("address not revoked: {error:?}"));
        }
    }
}
