//! Which pages stand around this one.

use wasm_bindgen::JsValue;
use web_sys::Window;

use crate::state::host::Host;

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
