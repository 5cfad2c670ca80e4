//! The left side: keywords, the tree, and values to filter by.

use leptos::prelude::*;

use super::examples::Examples;
use super::facets::FacetList;
use super::keyword_field::KeywordField;
use super::tree::LexicalTree;
use super::view_switch::ViewSwitch;
use crate::components::common::icon::{Icon, IconView};
use crate::format::integer;
use crate::i18n::fill;
use crate::queries::explore::Explorer;
use crate::reactive::{dynamic, dynamic_value, handler, memo};
use crate::state::preferences::{Preferences, tr};
use protocol::explore::OutsideTree;

/// All that narrows the selection.
#[component]
pub fn Panel(
    /// Whether it is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let preferences = expect_context::<Preferences>();
    let outside =
        memo(move || explorer.found.outside(explorer.wanted.view.get()).filter(|outside| outside.questions > 0));
    let outside = move || {
        outside.get().map(|OutsideTree { questions, labels }| {
            let words = preferences.messages().explore;
            let text = if labels == 0 { words.outside_unlabelled } else { words.outside_tree };
            let text = fill(text, &[("n", &integer(questions.into())), ("labels", &integer(labels.into()))]);
            view! { <p class="panel__outside">{text}</p> }
        })
    };
    let count = memo(move || explorer.found.read(|summary| summary.count));
    let results = move || {
        count.get().map(|count| {
            let text = fill(preferences.messages().explore.show_results, &[("n", &integer(count.into()))]);
            view! {
                <button type="button" class="button button--primary panel__results" on:click=handler(move |_| open.set(false))>
                    {text}
                </button>
            }
        })
    };
    view! {
        <section class="panel" id="explore-panel" aria-label=tr(|m| m.explore.filters) hidden=dynamic_value(move || !open.get())>
            <div class="panel__head">
                <h2 class="panel__title">{tr(|m| m.explore.filters)}</h2>
                <Examples />
                <button
                    type="button"
                    class="button button--icon"
                    aria-label=tr(|m| m.explore.hide_filters)
                    title=tr(|m| m.explore.hide_filters)
                    on:click=handler(move |_| open.set(false))
                >
                    <IconView icon=Icon::Previous />
                </button>
            </div>
            <KeywordField reveal=Callback::new(move |()| open.set(true)) />
            <ViewSwitch />
            <LexicalTree />
            {dynamic(outside)}
            <FacetList />
            {dynamic(results)}
        </section>
    }
}
