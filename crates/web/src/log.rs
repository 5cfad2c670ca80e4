//! The browser's console, for what is unexpected and hurts nobody.

use wasm_bindgen::JsValue;

pub fn warn(text: &str) {
    web_sys::console::warn_1(&text.into());
}

/// Prints what the browser refused, where it did.
pub fn refusal<T>(outcome: Result<T, JsValue>) {
    if let Err(error) = outcome {
        warn(&format!("{error:?}"));
    }
}
