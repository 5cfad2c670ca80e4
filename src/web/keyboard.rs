//! Keys that are commands rather than typing.

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// The key of an event, where it is meant for the page: no modifier, not typed into a field, not pressing a button.
pub fn command_key(event: &KeyboardEvent) -> Option<String> {
    if event.default_prevented() || event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing() {
        return None;
    }
    let key = event.key();
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if let Some(target) = target {
        let tag = target.tag_name();
        if matches!(tag.as_str(), "INPUT" | "TEXTAREA" | "SELECT") {
            return None;
        }
        let pressed = matches!(tag.as_str(), "BUTTON" | "A" | "SUMMARY") && (key == " " || key == "Enter");
        if pressed || target.closest("dialog").ok().flatten().is_some() {
            return None;
        }
    }
    Some(key)
}

/// Listens for command keys before listeners that were there earlier do; ends when dropped.
pub fn listen_first(mut heard: impl FnMut(&KeyboardEvent, &str) + 'static) -> EventListener {
    let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
    EventListener::new_with_options(&leptos::prelude::document(), "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        if let Some(key) = command_key(event) {
            heard(event, &key);
        }
    })
}
