//! Small texts that outlive the page.

use super::{keeping, log};

/// The text kept under a key; `None` also where the browser keeps nothing for this page.
pub fn read(key: &str) -> Option<String> {
    web_sys::window()?.local_storage().ok()??.get_item(key).ok()?
}

/// Keeps a text under a key. Where the browser keeps nothing for this page, it lasts as long as the page.
pub fn write(key: &str, text: &str) {
    let storage = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
    let Some(storage) = storage.filter(|_| keeping::is_allowed()) else { return };
    if let Err(error) = storage.set_item(key, text) {
        log::warn(&format!("{key} not kept: {error:?}"));
    }
}
