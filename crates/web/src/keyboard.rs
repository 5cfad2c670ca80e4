//! Keys that are commands rather than typing.

use std::sync::atomic::{AtomicBool, Ordering};

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::page;

/// Whether keys of a single character are commands. Speech input and slips of the hand set them off unmeant, so that
/// WCAG 2.1.4 asks for a way to switch them off.
static SINGLE_KEYS: AtomicBool = AtomicBool::new(true);

/// A dialog that keeps its keys to itself, as all do but those that say otherwise.
const OTHER_DIALOG: &str = "dialog:not([data-page-keys])";

/// What has the focus in a dialog keeps it until the frame after the one in which the dialog is closed.
const CLOSED_DIALOG: &str = "dialog:not([open])";

/// Switches keys of a single character on or off; the space key and named keys always work.
pub fn set_single_keys(on: bool) {
    SINGLE_KEYS.store(on, Ordering::Relaxed);
}

/// The key of an event, where it is meant for the page: no modifier, not typed into a field, not pressing a button, and
/// not of a single character where those are switched off.
pub fn command_key(event: &KeyboardEvent) -> Option<String> {
    if event.default_prevented() || event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing() {
        return None;
    }
    let key = event.key();
    let is_single = key.chars().count() == 1 && key != " ";
    if is_single && !SINGLE_KEYS.load(Ordering::Relaxed) {
        return None;
    }
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_shown = |target: &Element| target.closest(CLOSED_DIALOG).ok().flatten().is_none();
    if let Some(target) = target.filter(is_shown) {
        let tag = target.tag_name();
        // A slider takes named keys only.
        let is_slider = target.get_attribute("type").as_deref() == Some("range");
        if matches!(tag.as_str(), "INPUT" | "TEXTAREA" | "SELECT") && !(is_slider && is_single) {
            return None;
        }
        // A tree goes to the name that is typed.
        let is_letter = key.chars().count() == 1 && key.chars().all(char::is_alphanumeric);
        if is_letter && target.closest("[role=tree]").ok().flatten().is_some() {
            return None;
        }
        let pressed = matches!(tag.as_str(), "BUTTON" | "A" | "SUMMARY") && (key == " " || key == "Enter");
        if pressed || target.closest(OTHER_DIALOG).ok().flatten().is_some() {
            return None;
        }
    }
    Some(key)
}

/// The arrow key of an event, as `ArrowLeft`, where nothing that has the focus takes arrow keys itself.
pub fn free_arrow(event: &KeyboardEvent) -> Option<String> {
    /// What moves a cursor or a value of its own by arrow keys.
    const TAKERS: &str = "input, select, textarea, [role=grid], [role=tree], [role=treegrid], [role=listbox], \
        [role=tablist], [role=radiogroup], [role=slider], [role=separator], [role=menu]";
    let key = command_key(event).filter(|key| key.starts_with("Arrow"))?;
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_taken = target.is_some_and(|target| target.closest(TAKERS).ok().flatten().is_some());
    (!is_taken).then_some(key)
}

/// Listens for command keys before listeners that were there earlier do; ends when dropped.
pub fn listen_first(mut heard: impl FnMut(&KeyboardEvent, &str) + 'static) -> EventListener {
    let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
    EventListener::new_with_options(&page::document(), "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        if let Some(key) = command_key(event) {
            heard(event, &key);
        }
    })
}
