//! A menu of cuts through the benchmark that are one click away.

use leptos::html;
use leptos::prelude::*;

use crate::components::common::menu::{close, close_on_escape, close_when_left};
use crate::filters::Example;
use crate::i18n::filter_words::example_label;
use crate::reactive::dynamic_text;
use crate::state::preferences::{Preferences, tr};
use crate::tasks::filter::Filtering;

/// The menu; what is chosen replaces all filters.
#[component]
pub fn Examples() -> impl IntoView {
    let filtering = expect_context::<Filtering>();
    let preferences = expect_context::<Preferences>();
    let menu = NodeRef::<html::Details>::new();
    let close = move || {
        if let Some(menu) = menu.get_untracked() {
            close(&menu);
        }
    };
    let entries = Example::ALL
        .map(|example| {
            let choose = move |_| {
                filtering.change(|explore| {
                    explore.view = example.view();
                    explore.selection = example.selection();
                });
                close();
            };
            view! {
                <li>
                    <button type="button" class="menu__entry" on:click=choose>
                        {dynamic_text(move || example_label(preferences.messages(), example))}
                    </button>
                </li>
            }
        })
        .collect_view();
    close_when_left(menu);
    view! {
        <details class="menu" node_ref=menu on:keydown=move |event| close_on_escape(menu, &event)>
            <summary class="menu__title">{tr(|m| m.explore.examples)}</summary>
            <ul class="menu__entries">{entries}</ul>
        </details>
    }
}
