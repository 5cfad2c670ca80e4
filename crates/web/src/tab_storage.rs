//! Small texts that last as long as the tab.

use web_sys::Storage;

use super::{keeping, log};

fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// The text kept under a key; `None` also where the browser keeps nothing for this page.
pub fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// Keeps a text under a key. Where the browser keeps nothing for this page, it lasts as long as the page.
pub fn write(key: &str, text: &str) {
    if let Some(Err(_refused)) = storage().filter(|_| keeping::is_allowed()).map(|storage| storage.set_item(key, text))
    {
        // The text may be a secret, so the browser's words, which can repeat it, are not printed.
        log::warn(&format!("{key} not kept"));
    }
}

pub fn remove(key: &str) {
    if let Some(Err(_refused)) = storage().map(|storage| storage.remove_item(key)) {
        log::warn(&format!("{key} not removed"));
    }
}
