//! Which pages stand around this one, and whose files were opened.

use js_sys::Object;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{File, Window};

use super::host::Host;

/// Frames within frames that are looked at; a page further out counts as foreign.
const DEEPEST: u32 = 32;

/// Looks at every page around this one, since each of them can lay its own things over ours.
pub fn host() -> Host {
    let Some(own) = web_sys::window() else { return Host::Foreign };
    let Ok(own_origin) = own.location().origin() else { return Host::Foreign };
    let mut window = own;
    for depth in 0..DEEPEST {
        match outer(&window) {
            Ok(None) if depth == 0 => return Host::Alone,
            Ok(None) => return Host::SameOrigin,
            // A sandboxed page has the origin `null`, which is nobody's own.
            Ok(Some((outer, origin))) if origin == own_origin && origin != "null" => window = outer,
            // Browsers tell the origin of pages of the same origin only.
            Ok(Some(_)) | Err(_) => return Host::Foreign,
        }
    }
    Host::Foreign
}

/// The page around this one and its origin; `None` for the outermost, which is its own parent.
fn outer(window: &Window) -> Result<Option<(Window, String)>, JsValue> {
    let Some(parent) = window.parent()? else { return Ok(None) };
    if parent == *window {
        return Ok(None);
    }
    let origin = parent.location().origin()?;
    Ok(Some((parent, origin)))
}

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
