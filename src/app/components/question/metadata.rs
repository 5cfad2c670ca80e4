//! The other columns of a question.

use leptos::prelude::*;

/// Name and text of each column.
#[component]
pub fn Metadata(
    /// Name and text.
    metadata: Vec<(String, String)>,
) -> impl IntoView {
    let items = metadata
        .into_iter()
        .map(|(name, text)| view! { <div class="metadata__item"><dt>{name}</dt><dd>{text}</dd></div> })
        .collect_view();
    view! { <dl class="metadata">{items}</dl> }
}
