//! The loaded dataset in full.

use leptos::prelude::*;

use super::columns::Columns;
use super::findings::Findings;
use super::parts::Parts;
use super::progress::Progress;
use super::verification::Verification;
use crate::components::common::failure_note::FailureNote;
use crate::i18n::{dataset_fault, fill};
use crate::reactive::{dynamic, handler, memo};
use crate::state::notices::Notices;
use crate::state::preferences::{Preferences, tr};
use crate::state::session::Session;
use crate::tasks::close::close_dataset;

/// Parts, progress, columns and what was noted.
#[component]
pub fn DatasetPanel() -> impl IntoView {
    let session = expect_context::<Session>();
    let notices = expect_context::<Notices>();
    let preferences = expect_context::<Preferences>();
    let name = move || session.dataset.with(|dataset| dataset.as_ref().map(|dataset| dataset.name.clone()));
    let failure = memo(move || session.reading_failure());
    let refusal = memo(move || session.dataset.with(|dataset| dataset.as_ref()?.refusal.clone()));
    let has_rows = memo(move || session.rows.get() > 0);
    let explore = move || {
        has_rows.get().then(|| {
            view! {
                <a class="button button--primary" href="#/explore?row=0">{tr(|m| m.shell.step_explore)}</a>
            }
        })
    };
    let refused = move || {
        let refusal = refusal.get()?;
        let language = preferences.language.get();
        let words = language.messages();
        let fault = session.parts.with(|parts| dataset_fault(language, &refusal, parts));
        Some(view! {
            <div class="note note--fault" role="alert">
                <p class="note__what">{fill(words.data.dataset_refusal, &[("why", &fault)])}</p>
                <p class="note__next">{words.data.dataset_refusal_next}</p>
            </div>
        })
    };
    view! {
        <section class="section section--framed">
            <div class="section__head">
                <h2 class="section__title">{dynamic(name)}</h2>
                <div class="actions">
                    {dynamic(explore)}
                    <button type="button" class="button" on:click=handler(move |_| close_dataset(session, notices))>
                        {tr(|m| m.shell.close_dataset)}
                    </button>
                </div>
            </div>
            <Progress />
            {dynamic(move || failure.get().map(|failure| view! { <FailureNote failure /> }))}
            {dynamic(refused)}
            <Parts />
            <Verification />
            <Columns />
            <Findings />
        </section>
    }
}
