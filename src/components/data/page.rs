//! The data page, where everyone arrives.

use leptos::prelude::*;

use super::dataset_panel::DatasetPanel;
use super::recent::Recent;
use super::sources::Sources;
use super::welcome::Welcome;
use crate::reactive::{dynamic, memo};
use crate::state::preferences::tr;
use crate::state::session::Session;

/// What this is and how to begin; then what is loaded.
#[component]
pub fn DataPage() -> impl IntoView {
    let session = expect_context::<Session>();
    let loaded = memo(move || session.dataset.with(Option::is_some));
    view! {
        <div class="page page--narrow">
            <h1 class="page__title">{tr(|m| m.data.title)}</h1>
            <p class="page__lead">{tr(|m| m.data.what_this_is)}</p>
            {dynamic(move || loaded.get().then(|| view! { <DatasetPanel /> }))}
            <Welcome />
            <Recent />
            <Sources />
        </div>
    }
}
