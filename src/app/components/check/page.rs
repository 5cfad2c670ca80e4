//! The check page.

use leptos::prelude::*;

use crate::app::state::preferences::tr;

/// The check page.
#[component]
pub fn CheckPage() -> impl IntoView {
    view! {
        <div class="page">
            <h1 class="page__title">{tr(|m| m.check.title)}</h1>
        </div>
    }
}
