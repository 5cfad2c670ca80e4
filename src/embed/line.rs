//! The line to the page around the frame.

use std::cell::RefCell;
use std::collections::BTreeSet;

use gloo::events::EventListener;
use js_sys::{Array, JSON, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{File, MessageEvent, Window};

use super::frame_event::FrameEvent;
use super::host_command::{Field, HostCommand, Ignored, MOST_FILES, MOST_TEXT};

/// A message that is none of those to be ignored.
#[derive(Debug)]
pub struct HostMessage {
    /// What the page around tells.
    pub command: HostCommand,
    /// The files that travel along with [`HostCommand::Open`].
    pub files: Vec<File>,
    /// Origin of the sender.
    pub origin: String,
}

/// Hears what the page around tells from now on; each kind of message that is ignored is told once on the console.
pub fn listen(receive: impl Fn(HostMessage) -> Result<(), Ignored> + 'static) {
    let Ok(window) = around().ok_or(()) else { return };
    let reported = RefCell::new(BTreeSet::new());
    let listener = EventListener::new(&leptos::prelude::window(), "message", move |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
        let Some(read) = HostCommand::read(|name| field(&event.data(), name)) else { return };
        let answer = read.and_then(|command| receive(addressed(&window, event, command)?));
        if let Err(ignored) = answer
            && reported.borrow_mut().insert(ignored)
        {
            web_sys::console::info_1(&format!("GMAI Scope ignores a message {ignored}").into());
        }
    });
    // The page listens as long as it lives.
    listener.forget();
}

/// Tells the page around, if it is of the target origin; `*` is any.
pub fn send(message: &FrameEvent, target: &str) {
    let Some(around) = around() else { return };
    let posted = message
        .print()
        .map_err(|error| JsValue::from(error.to_string()))
        .and_then(|text| JSON::parse(&text))
        .and_then(|message| around.post_message(&message, target));
    if let Err(error) = posted {
        leptos::logging::warn!("the page around got no message: {error:?}");
    }
}

fn around() -> Option<Window> {
    leptos::prelude::window().parent().ok().flatten()
}

/// A message whose sender is the page around.
fn addressed(around: &Window, event: &MessageEvent, command: HostCommand) -> Result<HostMessage, Ignored> {
    if !event.source().is_some_and(|source| Object::is(&source, around)) {
        return Err(Ignored::Sender);
    }
    let origin = event.origin();
    if origin == "null" {
        return Err(Ignored::NoOrigin);
    }
    let files = if command == HostCommand::Open { files(&event.data()) } else { Vec::new() };
    Ok(HostMessage { command, files, origin })
}

fn member(data: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(data, &name.into()).ok().filter(|value| !value.is_undefined())
}

fn field(data: &JsValue, name: &str) -> Field {
    let Some(value) = member(data, name) else { return Field::Absent };
    if let Some(text) = value.dyn_ref::<JsString>() {
        return if text.length() <= MOST_TEXT { Field::Text(String::from(text)) } else { Field::Odd };
    }
    match value.dyn_ref::<Array>() {
        Some(list) if list.length() > MOST_FILES || list.iter().all(|item| item.is_instance_of::<File>()) => {
            Field::Files(list.length())
        }
        _ => Field::Odd,
    }
}

fn files(data: &JsValue) -> Vec<File> {
    let list = member(data, "files").map(|files| Array::from(&files)).unwrap_or_default();
    list.iter().take(MOST_FILES as usize).filter_map(|file| file.dyn_into().ok()).collect()
}
