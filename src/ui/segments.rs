//! Buttons of which one is pressed; one stop of the Tab key, arrow keys lead from one to the next.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::i18n::Messages;
use crate::reactive::{dynamic_value, handler};
use crate::shell::preferences::tr;

/// A button a choice, named by their places.
#[component]
pub fn Segments(
    /// What is chosen.
    #[prop(into)]
    label: Signal<&'static str>,
    /// The names of the choices.
    names: &'static [fn(&'static Messages) -> &'static str],
    /// The place of the chosen one.
    #[prop(into)]
    chosen: Signal<usize>,
    /// Receives the place of the one that is pressed.
    choose: Callback<usize>,
) -> impl IntoView {
    let segments = names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            view! {
                <button
                    type="button"
                    class="segments__segment"
                    tabindex=dynamic_value(move || if chosen.get() == at { "0" } else { "-1" })
                    aria-pressed=dynamic_value(move || (chosen.get() == at).to_string())
                    on:click=handler(move |_| choose.run(at))
                >
                    {tr(*name)}
                </button>
            }
        })
        .collect_view();
    view! { <div class="segments" role="group" aria-label=label on:keydown=|event| lead(&event)>{segments}</div> }
}

/// Gives the focus to the neighbour of the button that has it.
fn lead(event: &ev::KeyboardEvent) {
    let Some(from) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let to = match event.key().as_str() {
        "ArrowRight" => from.next_element_sibling(),
        "ArrowLeft" => from.previous_element_sibling(),
        _ => return,
    };
    event.prevent_default();
    if let Some(Err(error)) = to.and_then(|to| to.dyn_into::<HtmlElement>().ok()).map(|to| to.focus()) {
        leptos::logging::warn!("{error:?}");
    }
}
