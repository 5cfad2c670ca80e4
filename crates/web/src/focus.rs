//! Giving the focus to an element.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement};

use super::{log, page};

/// Gives the focus to the element of that id, where there is one.
pub fn focus_by_id(id: &str) {
    give_to(page::document().get_element_by_id(id));
}

/// Once what goes away has gone: where the focus went with it, gives it to the first element of the selector, or else to
/// the page. The next key would otherwise begin at the top of the window. Leaves the focus in other frames alone.
pub fn catch_focus(selector: &'static str) {
    let catch = Closure::once_into_js(move || {
        let document = page::document();
        let is_lost = document.active_element().is_none_or(|element| element.tag_name() == "BODY");
        if is_lost && document.has_focus().unwrap_or(false) {
            let find = |selector| document.query_selector(selector).ok().flatten();
            give_to(find(selector).or_else(|| find("main")));
        }
    });
    if let Err(error) = page::window().request_animation_frame(catch.unchecked_ref()) {
        log::warn(&format!("{error:?}"));
    }
}

fn give_to(element: Option<Element>) {
    let element = element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(Err(error)) = element.map(|element| element.focus()) {
        log::warn(&format!("{error:?}"));
    }
}
