//! Whose files were opened: the visitor's, or those that the page around handed over.

use js_sys::Object;
use leptos::prelude::*;
use web_sys::File;

/// Whose files were opened.
#[derive(Clone, Copy)]
pub struct Custody(RwSignal<Known, LocalStorage>);

#[derive(Default)]
struct Known {
    handed_over: Vec<File>,
    has_own: bool,
}

impl Custody {
    /// No file so far.
    pub fn new() -> Self {
        Self(RwSignal::new_local(Known::default()))
    }

    /// Notes files that the page around handed over, before they are opened.
    pub fn hand_over(self, files: &[File]) {
        self.0.update_untracked(|known| known.handed_over.extend_from_slice(files));
    }

    /// Notes files that are opened; all but the very objects handed over are the visitor's.
    pub fn open(self, files: &[File]) {
        let is_own =
            |known: &Known| files.iter().any(|file| !known.handed_over.iter().any(|other| Object::is(other, file)));
        if !self.0.with_untracked(|known| known.has_own) && self.0.with_untracked(is_own) {
            self.0.update(|known| known.has_own = true);
        }
    }

    /// Notes that something is opened that the visitor has kept in the browser.
    pub fn open_kept(self) {
        self.0.update(|known| known.has_own = true);
    }

    /// Whether the visitor has opened a file. It stays so, since results may rest on it after it was closed.
    pub fn has_own(self) -> bool {
        self.0.with(|known| known.has_own)
    }
}

impl Default for Custody {
    fn default() -> Self {
        Self::new()
    }
}
