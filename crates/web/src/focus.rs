//! Giving the focus to an element.

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement};

use super::{log, page};

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
    in_a_frame(&catch);
}

/// What can have the focus by the keyboard.
const FOCUSABLE: &str = "a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), summary, \
    [tabindex='0']";

/// Elements around a pressed one in which another is looked for.
const AROUND: usize = 4;

/// For as long as the page lives: where a press takes away or hides the very element that was pressed, its neighbour
/// gets the focus, or else the page.
pub fn keep_near_presses() {
    let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: true };
    let listener = EventListener::new_with_options(&page::document(), "click", options, |event| {
        let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let focused = page::document().active_element();
        // Some browsers do not give the focus to what is pressed, and some buttons do not take it: nothing is lost then.
        let is_pressed = |focused: &Element| {
            focused.matches(FOCUSABLE).unwrap_or(false)
                && pressed.is_some_and(|pressed| focused.contains(Some(&pressed)))
        };
        let Some(focused) = focused.filter(is_pressed) else { return };
        // Once it is gone, it has no parents.
        let around = std::iter::successors(focused.parent_element(), |inner| inner.parent_element());
        let is_beside_main =
            |element: &Element| element.tag_name() != "MAIN" && matches!(element.query_selector("main"), Ok(None));
        let around: Vec<Element> = around.take(AROUND).take_while(is_beside_main).collect();
        after_two_frames(move || {
            let is_lost = page::document().active_element().is_none_or(|element| element.tag_name() == "BODY");
            if is_lost {
                let main = || page::document().query_selector("main").ok().flatten();
                give_to(around.iter().find_map(first_in).or_else(main));
            }
        });
    });
    listener.forget();
}

/// The first element in another that can have the focus and is drawn.
fn first_in(element: &Element) -> Option<Element> {
    let all = element.query_selector_all(FOCUSABLE).ok()?;
    let all = (0..all.length()).filter_map(|at| all.item(at)?.dyn_into::<Element>().ok());
    all.into_iter().find(|found| found.is_connected() && found.get_bounding_client_rect().width() > 0.0)
}

/// What goes away by a press is gone then, and whoever knows better has given the focus to something.
fn after_two_frames(work: impl FnOnce() + 'static) {
    in_a_frame(&Closure::once_into_js(move || in_a_frame(&Closure::once_into_js(work))));
}

fn in_a_frame(work: &JsValue) {
    log::refusal(page::window().request_animation_frame(work.unchecked_ref()));
}

/// For a press of the pointer: a button does not take the focus, so that the space key then means what it means to the page
/// rather than the button once more. A field that was typed into loses it. The button that closes takes it, since the list
/// gets it then.
pub fn keep_off_buttons(pressed: &Event) {
    let target = pressed.target().and_then(|target| target.dyn_into::<Element>().ok());
    if target.and_then(|target| target.closest("button:not(.close-open)").ok().flatten()).is_none() {
        return;
    }
    pressed.prevent_default();
    let active =
        page::document().active_element().filter(|element| element.matches("input, textarea").unwrap_or(false));
    if let Some(field) = active.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        log::refusal(field.blur());
    }
}

fn give_to(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        log::refusal(element.focus());
    }
}
