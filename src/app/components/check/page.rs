//! The check page: the files, and what was found in the one that is looked at.

use leptos::prelude::*;

use super::empty::Empty;
use super::file_list::FileList;
use super::findings::Findings;
use super::verdict::Verdict;
use crate::app::components::common::failure_note::FailureNote;
use crate::app::queries::checks::{chosen_file, follow_checks};
use crate::app::state::preferences::tr;
use crate::app::state::route::CheckedFile;
use crate::app::tasks::check::CheckDesk;
use crate::protocol::Failure;

/// What was found in the chosen file, or how to choose one.
#[component]
pub fn CheckPage() -> impl IntoView {
    let desk = CheckDesk::of_page();
    follow_checks(desk);
    let file = chosen_file(desk);
    view! {
        <div class="page check">
            <div class="page__head">
                <h1 class="page__title">{tr(|m| m.check.title)}</h1>
            </div>
            {move || match file.get() {
                Some(file) => view! { <Checked file /> }.into_any(),
                None => view! { <Empty /> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Checked(file: CheckedFile) -> impl IntoView {
    let checks = CheckDesk::of_page().checks;
    let entry = Memo::new(move |_| checks.entry(file));
    let report = Memo::new(move |_| entry.with(|entry| entry.as_ref()?.report.clone()));
    let failure = Memo::new(move |_| entry.with(|entry| entry.as_ref()?.failure.clone()));
    let running = Memo::new(move |_| entry.with(|entry| entry.as_ref().is_some_and(|entry| entry.running)));
    view! {
        <FileList file />
        <Verdict file entry />
        {move || failure.get().map(|failure| view! { <CheckFailure failure /> })}
        {move || report.get().filter(|_| !running.get()).map(|report| view! { <Findings report /> })}
    }
}

#[component]
fn CheckFailure(failure: Failure) -> impl IntoView {
    if failure == Failure::StillIndexing {
        return view! { <p class="note" role="status">{tr(|m| m.check.waits)}</p> }.into_any();
    }
    view! { <FailureNote failure /> }.into_any()
}
