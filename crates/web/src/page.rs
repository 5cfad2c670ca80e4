//! The window and the document, on the page's thread.

use wasm_bindgen::JsCast;
use web_sys::{Document, Window};

/// The page's window. Workers have none: what is called on this value there fails.
pub fn window() -> Window {
    js_sys::global().unchecked_into()
}

/// The document of the page's window.
///
/// # Panics
/// In a worker, which has no document.
#[expect(clippy::expect_used, reason = "the window of a page that runs scripts has a document")]
pub fn document() -> Document {
    window().document().expect("a document")
}
