//! What is left to show when the program itself has failed: plain elements, since the framework may be what failed.

use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Element, HtmlElement};

use super::clipboard;
use super::{log, page};

#[derive(Debug, Clone)]
pub struct CrashWords {
    pub title: &'static str,
    /// What is unharmed and what to do.
    pub advice: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub reload: &'static str,
}

/// Covers the page with the report of a failure. A second failure is added to the first report.
pub fn show(words: &CrashWords, report: &str) -> Result<(), JsValue> {
    let document = page::document();
    if let Some(earlier) = document.get_element_by_id("crash-report") {
        let text = earlier.text_content().unwrap_or_default();
        earlier.set_text_content(Some(&format!("{text}\n\n{report}")));
        return Ok(());
    }
    let panel = element(&document, "div", "crash", "")?;
    panel.set_attribute("role", "alertdialog")?;
    panel.set_attribute("aria-modal", "true")?;
    panel.set_attribute("aria-labelledby", "crash-title")?;
    let card = element(&document, "div", "crash__card", "")?;
    let title = element(&document, "h1", "crash__title", words.title)?;
    title.set_id("crash-title");
    let advice = element(&document, "p", "crash__advice", words.advice)?;
    let text = element(&document, "pre", "crash__report", report)?;
    text.set_id("crash-report");
    text.set_attribute("tabindex", "0")?;
    let actions = element(&document, "div", "actions", "")?;
    let copy = element(&document, "button", "button", words.copy)?;
    copy.set_attribute("type", "button")?;
    copy_on_click(&copy, text.clone(), words.copied);
    let reload = element(&document, "button", "button button--primary", words.reload)?;
    reload.set_attribute("type", "button")?;
    EventListener::new(&reload, "click", |_| log::refusal(page::window().location().reload())).forget();
    actions.append_child(&reload)?;
    actions.append_child(&copy)?;
    for child in [&title, &advice, &text, &actions] {
        card.append_child(child)?;
    }
    panel.append_child(&card)?;
    let body = document.body().ok_or("no body")?;
    // What lies behind can no longer be used, also not by keyboard.
    for index in 0..body.children().length() {
        if let Some(child) = body.children().item(index) {
            child.set_attribute("inert", "")?;
        }
    }
    body.append_child(&panel)?;
    reload.unchecked_ref::<HtmlElement>().focus()
}

fn element(document: &Document, tag: &str, class: &str, text: &str) -> Result<Element, JsValue> {
    let element = document.create_element(tag)?;
    element.set_class_name(class);
    element.set_text_content(Some(text));
    Ok(element)
}

fn copy_on_click(button: &Element, source: Element, copied: &'static str) {
    let pressed = button.clone();
    let listener = EventListener::new(button, "click", move |_| {
        let text = source.text_content().unwrap_or_default();
        let pressed = pressed.clone();
        spawn_local(async move {
            // Where the browser refuses, the report stays on screen to be copied by hand.
            if clipboard::write(&text).await.is_ok() {
                pressed.set_text_content(Some(copied));
            }
        });
    });
    listener.forget();
}
