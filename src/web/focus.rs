//! Giving the focus to an element that has an id.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Gives the focus to the element of that id, where there is one.
pub fn focus_by_id(id: &str) {
    let element = leptos::prelude::document().get_element_by_id(id);
    let element = element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(Err(error)) = element.map(|element| element.focus()) {
        leptos::logging::warn!("{error:?}");
    }
}
