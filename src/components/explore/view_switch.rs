//! Which first level the tree has.

use leptos::prelude::*;

use crate::i18n::filter_words::view_name;
use crate::queries::explore::Explorer;
use crate::reactive::{dynamic_text, dynamic_value, handler};
use crate::state::preferences::{Preferences, tr};
use crate::tasks::filter::Filtering;
use engine::lexical_tree::TreeKind;

/// A button a tree.
#[component]
pub fn ViewSwitch() -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let filtering = expect_context::<Filtering>();
    let preferences = expect_context::<Preferences>();
    let segments = TreeKind::ALL
        .map(|kind| {
            view! {
                <button
                    type="button"
                    class="segments__segment"
                    aria-pressed=dynamic_value(move || (explorer.wanted.view.get() == kind).to_string())
                    on:click=handler(move |_| filtering.change(|explore| explore.view = kind))
                >
                    {dynamic_text(move || view_name(preferences.messages(), kind))}
                </button>
            }
        })
        .collect_view();
    view! { <div class="segments" role="group" aria-label=tr(|m| m.explore.view)>{segments}</div> }
}
