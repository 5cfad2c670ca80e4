//! Menus made of `<details>`, which the browser opens but does not close.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDetailsElement, HtmlElement, KeyboardEvent, Node};

/// Closes a menu when something beside it is pressed.
pub fn close_when_left(menu: NodeRef<html::Details>) {
    let listener = window_event_listener(ev::pointerdown, move |event| {
        let Some(menu) = menu.get_untracked() else { return };
        let pressed = event.target().and_then(|target| target.dyn_into::<Node>().ok());
        if !menu.contains(pressed.as_ref()) {
            menu.set_open(false);
        }
    });
    on_cleanup(move || listener.remove());
}

/// Closes a menu on Escape, with the focus back on its title.
pub fn close_on_escape(menu: NodeRef<html::Details>, event: &KeyboardEvent) {
    let Some(menu) = menu.get_untracked().filter(HtmlDetailsElement::open) else { return };
    if event.key() != "Escape" {
        return;
    }
    event.prevent_default();
    close(&menu);
}

/// Closes a menu, with the focus back on its title.
pub fn close(menu: &HtmlDetailsElement) {
    menu.set_open(false);
    let title = menu.query_selector("summary").ok().flatten().and_then(|title| title.dyn_into::<HtmlElement>().ok());
    if let Some(Err(error)) = title.map(|title| title.focus()) {
        leptos::logging::warn!("{error:?}");
    }
}
