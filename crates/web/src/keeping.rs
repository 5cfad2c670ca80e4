//! Deleting everything ends what this page keeps in the browser: from then on it writes nothing until it is loaded anew,
//! so that no piece of work under way brings anything back.
//!
//! Other tabs hear of it and do the same. What was deleted is handed over to the next load in the history's entry, the
//! one place that goes with it.

use std::sync::atomic::{AtomicBool, Ordering};

use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

use super::{log, page};

/// What a load of the page after the deletion finds in the history's entry begins with this.
const HANDED_OVER: &str = "gmai-scope-deleted\n";

/// The channel between the tabs, and what it carries.
const CHANNEL: &str = "gmai-scope-deleted";

static ENDED: AtomicBool = AtomicBool::new(false);

/// Whether this page may still write into the browser.
pub fn is_allowed() -> bool {
    !ENDED.load(Ordering::Relaxed)
}

pub fn end() {
    ENDED.store(true, Ordering::Relaxed);
}

/// Tells the other tabs that everything is being deleted or, `is_over`, has been.
pub fn tell_other_tabs(is_over: bool) {
    // Browsers without the channel have the other tabs go on, which the list of what is left then shows.
    log::refusal(BroadcastChannel::new(CHANNEL).and_then(|channel| {
        let told = channel.post_message(&is_over.into());
        channel.close();
        told
    }));
}

/// Calls back when a tab, this one included, tells of deleting, with `is_over`; for as long as the page lives.
pub fn on_deletion(heard: impl Fn(bool) + 'static) {
    let Ok(channel) = BroadcastChannel::new(CHANNEL) else { return };
    let listener = EventListener::new(&channel, "message", move |event| {
        heard(event.dyn_ref::<MessageEvent>().is_some_and(|event| event.data().is_truthy()));
    });
    listener.forget();
}

/// Loads the page anew at an address of its own, as `#/data`, and hands a text over to that load.
pub fn reload_with(address: &str, text: &str) -> Result<(), JsValue> {
    let window = page::window();
    window.history()?.replace_state_with_url(&format!("{HANDED_OVER}{text}").into(), "", Some(address))?;
    window.location().reload()
}

/// The text that [`reload_with`] handed over; it is there once.
pub fn take_over() -> Option<String> {
    let history = page::window().history().ok()?;
    let text = history.state().ok()?.as_string()?.strip_prefix(HANDED_OVER)?.to_owned();
    log::refusal(history.replace_state(&JsValue::NULL, ""));
    Some(text)
}
