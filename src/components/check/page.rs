//! The check page: the files, and what was found in the one that is looked at.

use std::sync::Arc;

use leptos::prelude::*;

use super::empty::Empty;
use super::file_list::FileList;
use super::findings::Findings;
use super::package::PackagePanel;
use super::repair::RepairPanel;
use super::verdict::Verdict;
use crate::components::common::failure_note::FailureNote;
use crate::queries::checks::{chosen_file, follow_checks};
use crate::queries::latest::Loadable;
use crate::queries::repairs::repair_preview;
use crate::reactive::{dynamic, dynamic_value, handler, memo};
use crate::state::preferences::tr;
use crate::state::route::CheckedFile;
use crate::state::session::Session;
use crate::tasks::check::{CheckDesk, score_checked};
use engine::check::Split;
use protocol::Failure;
use protocol::check::{Against, CheckReport};

/// What was found in the chosen file, or how to choose one.
#[component]
pub fn CheckPage() -> impl IntoView {
    let desk = CheckDesk::of_page();
    follow_checks(desk);
    let file = chosen_file(desk);
    view! {
        <div class="page check" class:page--narrow=dynamic_value(move || file.with(Option::is_none))>
            <div class="page__head">
                <h1 class="page__title">{tr(|m| m.check.title)}</h1>
            </div>
            {dynamic(move || match file.get() {
                Some(file) => view! { <Checked file /> }.into_any(),
                None => view! { <Empty /> }.into_any(),
            })}
        </div>
    }
}

#[component]
fn Checked(file: CheckedFile) -> impl IntoView {
    let checks = CheckDesk::of_page().checks;
    let entry = memo(move || checks.entry(file));
    let report = memo(move || entry.with(|entry| entry.as_ref()?.report.clone()));
    let failure = memo(move || entry.with(|entry| entry.as_ref()?.failure.clone()));
    let running = memo(move || entry.with(|entry| entry.as_ref().is_some_and(|entry| entry.running)));
    view! {
        <FileList file />
        <Verdict file entry />
        {dynamic(move || failure.get().map(|failure| view! { <CheckFailure failure /> }))}
        {dynamic(move || report.get().filter(|_| !running.get()).map(|report| view! { <Found report file /> }))}
    }
}

/// What was found, and beside it what can be made of the file where it is a table.
#[component]
fn Found(report: Arc<CheckReport>, file: CheckedFile) -> impl IntoView {
    if report.rows.is_none() {
        return view! { <Findings report /> }.into_any();
    }
    let desk = CheckDesk::of_page();
    let session = desk.session;
    let (check, offers) = (report.id, report.offers.clone());
    let is_test = is_test(session, &report.against);
    let has_repairs = !offers.is_empty();
    let chosen = RwSignal::new(offers.iter().copied().filter(|repair| repair.keeps_predictions()).collect());
    let preview = has_repairs.then(|| repair_preview(session, check, chosen));
    let found = report.clone();
    let outcome = Signal::derive(move || match preview.map(|preview| preview.get()) {
        Some(Loadable::Ready(preview)) => Arc::new(preview.report),
        _ => found.clone(),
    });
    let score = (!is_test).then(|| {
        view! {
            <div class="actions">
                <button type="button" class="button" on:click=handler(move |_| score_checked(desk, file))>
                    {tr(|m| m.shell.step_score)}
                </button>
            </div>
        }
    });
    view! {
        {score}
        <div class="check__columns">
            <Findings report />
            {preview.map(|preview| view! { <RepairPanel check offers chosen preview /> })}
        </div>
        <PackagePanel check is_test has_repairs chosen outcome />
    }
    .into_any()
}

/// Whether a file is for TEST: a dataset without answers is.
fn is_test(session: Session, against: &Against) -> bool {
    match against {
        Against::Shape(split) => *split == Split::Test,
        Against::Dataset(_) => {
            session.dataset.with_untracked(|dataset| dataset.as_ref().is_some_and(|dataset| !dataset.has_answers))
        }
    }
}

#[component]
fn CheckFailure(failure: Failure) -> impl IntoView {
    if failure == Failure::StillIndexing {
        return view! { <p class="note" role="status">{tr(|m| m.check.waits)}</p> }.into_any();
    }
    view! { <FailureNote failure /> }.into_any()
}
