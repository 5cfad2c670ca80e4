//! The browser's console, for what is unexpected and hurts nobody.

/// Prints a warning.
pub fn warn(text: &str) {
    web_sys::console::warn_1(&text.into());
}

/// Prints an error.
pub fn error(text: &str) {
    web_sys::console::error_1(&text.into());
}
