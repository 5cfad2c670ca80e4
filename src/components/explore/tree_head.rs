//! The headings of the tree's figures.

use leptos::prelude::*;

use crate::queries::explore::Explorer;
use crate::reactive::{dynamic, memo};
use crate::state::preferences::tr;
use crate::state::session::Session;

/// What the columns are: without a dataset labels and questions as published, else questions and a prediction file each.
#[component]
pub fn TreeHead() -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let session = expect_context::<Session>();
    let is_published = memo(move || explorer.found.answer.with(Option::is_none));
    let files = memo(move || {
        let ids =
            explorer.found.read(|summary| summary.accuracy.iter().map(|file| file.predictions).collect::<Vec<_>>());
        ids.unwrap_or_default()
    });
    let names = move || {
        let names = files
            .get()
            .into_iter()
            .filter_map(|id| session.predictions_named(id).zip(session.short_predictions_name(id)));
        names.map(|(name, short)| view! { <span class="tree__accuracy" title=name>{short}</span> }).collect_view()
    };
    view! {
        <div class="tree__head" aria-hidden="true">
            <span class="tree__name"></span>
            {dynamic(move || is_published.get().then(|| view! {
                <span class="tree__count">{tr(|m| m.explore.tree_labels)}</span>
            }))}
            <span class="tree__count">{tr(|m| m.explore.tree_questions)}</span>
            {dynamic(names)}
        </div>
    }
}
