//! Tabs: one of several parts of a page is shown.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::i18n::Messages;
use crate::reactive::{dynamic_value, handler};
use crate::shell::preferences::tr;

/// The titles of tabs.
pub type TabTitles = &'static [fn(&'static Messages) -> &'static str];

/// The tabs, of which the chosen one is a tab stop; arrow keys, Home and End choose another.
#[component]
pub fn Tabs(
    /// Start of the ids of tabs and of the panel, `ID-panel`.
    id: &'static str,
    /// What the tabs are of.
    #[prop(into)]
    label: Signal<&'static str>,
    /// Their titles.
    titles: TabTitles,
    /// The chosen one.
    chosen: Memo<usize>,
    /// Told which one is chosen.
    choose: Callback<usize>,
) -> impl IntoView {
    let pressed = move |event: ev::KeyboardEvent| {
        let Some(to) = target(&event.key(), chosen.get_untracked(), titles.len()) else { return };
        event.prevent_default();
        choose.run(to);
        let tab = document().get_element_by_id(&tab_id(id, to)).and_then(|tab| tab.dyn_into::<HtmlElement>().ok());
        if let Some(Err(error)) = tab.map(|tab| tab.focus()) {
            leptos::logging::warn!("{error:?}");
        }
    };
    let tab = move |(at, title): (usize, &fn(&'static Messages) -> &'static str)| {
        view! {
            <button
                type="button"
                role="tab"
                class="tabs__tab"
                id=tab_id(id, at)
                aria-controls=format!("{id}-panel")
                aria-selected=dynamic_value(move || (chosen.get() == at).to_string())
                tabindex=dynamic_value(move || if chosen.get() == at { "0" } else { "-1" })
                on:click=handler(move |_| choose.run(at))
            >
                {tr(*title)}
            </button>
        }
    };
    view! {
        <div role="tablist" class="tabs" aria-label=label on:keydown=pressed>
            {titles.iter().enumerate().map(tab).collect_view()}
        </div>
    }
}

/// The id of a tab.
pub fn tab_id(id: &str, at: usize) -> String {
    format!("{id}-{at}")
}

/// The tab that a key leads to; the last one is followed by the first.
fn target(key: &str, chosen: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowRight" => Some(if chosen >= last { 0 } else { chosen + 1 }),
        "ArrowLeft" => Some(chosen.checked_sub(1).unwrap_or(last)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}
