//! From the browser's errors to the failures that the page explains.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, File};

use protocol::Failure;

/// Why a file could not be read.
pub(super) fn unreadable(file: &File, error: &JsValue) -> Failure {
    let detail = match error.dyn_ref::<DomException>() {
        Some(exception) => exception.name(),
        None => error.as_string().unwrap_or_default(),
    };
    Failure::FileGone { name: file.name(), detail }
}

/// That something asked for is not there.
pub(super) fn not_loaded(what: &str) -> Failure {
    Failure::NotLoaded { what: what.to_owned() }
}
