//! The board page.

use leptos::prelude::*;

use crate::app::state::preferences::tr;

/// The board page.
#[component]
pub fn BoardPage() -> impl IntoView {
    view! {
        <div class="page">
            <h1 class="page__title">{tr(|m| m.board.title)}</h1>
        </div>
    }
}
