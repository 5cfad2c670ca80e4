//! The explore page without a dataset: the tree as it is published.

use leptos::prelude::*;

use super::chart::Chart;
use super::filter_chips::FilterChips;
use super::toolbar::PanelButton;
use crate::components::common::failure_note::FailureNote;
use crate::components::common::file_button::FileButton;
use crate::components::data::recent::Recent;
use crate::queries::explore::Explorer;
use crate::reactive::{dynamic, handler};
use crate::state::navigation::Navigation;
use crate::state::notices::Notices;
use crate::state::preferences::tr;
use crate::state::session::Session;
use crate::tasks::sample::try_sample;

/// What this is, how to open data, and the published numbers of questions.
#[component]
pub fn Published(
    /// Whether the filters are shown.
    panel_open: RwSignal<bool>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let notices = expect_context::<Notices>();
    let navigation = expect_context::<Navigation>();
    let explorer = expect_context::<Explorer>();
    view! {
        <div class="published">
            <div class="page page--narrow">
                <div class="page__head">
                    <PanelButton open=panel_open />
                    <h1 class="page__title">{tr(|m| m.explore.title)}</h1>
                </div>
                <p class="page__lead">{tr(|m| m.explore.published_lead)}</p>
                <div class="actions">
                    <FileButton class="button button--primary" label=Signal::derive(tr(|m| m.data.choose_files))>
                        {tr(|m| m.data.choose_files)}
                    </FileButton>
                    <button type="button" class="button" on:click=handler(move |_| try_sample(session, notices, navigation))>
                        {tr(|m| m.data.try_sample)}
                    </button>
                </div>
                <Recent />
                {dynamic(move || explorer.found.failure.get().map(|failure| view! { <FailureNote failure /> }))}
                <FilterChips />
                <div class="section published__chart">
                    <Chart />
                    <p class="muted">{tr(|m| m.explore.published_counts)}</p>
                </div>
            </div>
        </div>
    }
}
