//! The settings page.

use leptos::prelude::*;

use super::deleted::DeletedReport;
use super::forget::Forget;
use super::kept::KeptTable;
use crate::queries::stored::survey;
use crate::state::preferences::tr;

/// What is kept, and a way to forget it.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let survey = survey();
    view! {
        <div class="page page--narrow">
            <h1 class="page__title">{tr(|m| m.settings.title)}</h1>
            <DeletedReport survey />
            <KeptTable survey />
            <Forget />
        </div>
    }
}
