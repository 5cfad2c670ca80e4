//! The window and the document, on the page's thread.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
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

/// Whether the user wants data to be saved, as some browsers report.
pub fn saves_data() -> bool {
    let wants = || Reflect::get(&Reflect::get(&window().navigator(), &"connection".into())?, &"saveData".into());
    wants().is_ok_and(|wants: JsValue| wants.is_truthy())
}
