//! Addresses of bytes in memory, given back when they are no longer shown.

use js_sys::{Array, ArrayBuffer};
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag, Url};

use super::log;

/// An address under which the page can show bytes; revoked when dropped.
#[derive(Debug, PartialEq, Eq)]
pub struct ObjectUrl(String);

impl ObjectUrl {
    pub fn new(bytes: &ArrayBuffer, mime: &str) -> Result<Self, JsValue> {
        let properties = BlobPropertyBag::new();
        properties.set_type(mime);
        let blob = Blob::new_with_buffer_source_sequence_and_options(&Array::of1(bytes), &properties)?;
        Url::create_object_url_with_blob(&blob).map(Self)
    }

    pub fn of(blob: &Blob) -> Result<Self, JsValue> {
        Url::create_object_url_with_blob(blob).map(Self)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        log::refusal(Url::revoke_object_url(&self.0));
    }
}
