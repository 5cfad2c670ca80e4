//! Handing a file to the browser to save.

use gloo::timers::callback::Timeout;
use js_sys::ArrayBuffer;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlAnchorElement};

use super::object_url::ObjectUrl;
use super::page;

/// Milliseconds that the browser has to fetch the bytes; it gives no sign when it has.
const TIME_TO_FETCH: u32 = 60_000;

pub fn save(bytes: &ArrayBuffer, name: &str, mime: &str) -> Result<(), JsValue> {
    offer(ObjectUrl::new(bytes, mime)?, name)
}

/// Offers a file, which the browser reads by itself, for saving under a name.
pub fn save_blob(blob: &Blob, name: &str) -> Result<(), JsValue> {
    offer(ObjectUrl::of(blob)?, name)
}

fn offer(url: ObjectUrl, name: &str) -> Result<(), JsValue> {
    let anchor: HtmlAnchorElement = page::document().create_element("a")?.unchecked_into();
    anchor.set_href(url.as_str());
    anchor.set_download(name);
    anchor.click();
    Timeout::new(TIME_TO_FETCH, move || drop(url)).forget();
    Ok(())
}
