//! The check page: the files, and what was found in the one that is looked at.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::File;

use super::checking::{CheckContext, check_files, chosen_file, follow_checks, score_checked};
use super::files::{FileList, SplitSwitch};
use super::findings::Findings;
use super::package::PackagePanel;
use super::repair::{RepairPanel, repair_preview};
use super::route::{CheckRoute, CheckedFile};
use super::verdict::Verdict;
use crate::i18n::fill;
use crate::reactive::{Loadable, dynamic, dynamic_value, handler, memo};
use crate::shell::address::Route;
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use crate::ui::button::FileButton;
use crate::ui::reopen::Reopen;
use crate::ui::text::FailureNote;
use engine::check::Split;
use protocol::Failure;
use protocol::check::{Against, CheckReport};

/// What was found in the chosen file, or how to choose one.
#[component]
pub fn CheckPage() -> impl IntoView {
    let context = CheckContext::of_page();
    follow_checks(context);
    let file = chosen_file(context);
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
    let checks = CheckContext::of_page().checks;
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
        return view! { <Findings report file /> }.into_any();
    }
    let context = CheckContext::of_page();
    let session = context.session;
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
                <button type="button" class="button button--primary" on:click=handler(move |_| score_checked(context, file))>
                    {tr(|m| m.shell.step_score)}
                </button>
            </div>
        }
    });
    view! {
        {score}
        <div class="check__columns">
            <Findings report file />
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

/// A drop zone, the split, and the prediction files that are open.
#[component]
pub fn Empty() -> impl IntoView {
    let context = CheckContext::of_page();
    let preferences = expect_context::<Preferences>();
    let dataset = memo(move || context.session.dataset.with(|dataset| Some(dataset.as_ref()?.name.clone())));
    let basis = move || {
        let words = &preferences.messages().check;
        match dataset.get() {
            Some(name) => vec![fill(words.dataset_open, &[("name", &name)])],
            None => vec![words.with_dataset.to_owned(), words.without_dataset.to_owned()],
        }
    };
    view! {
        <p class="page__lead">{tr(|m| m.check.lead)}</p>
        <Reopen />
        <section class="welcome" aria-label=tr(|m| m.check.choose)>
            <p class="welcome__drop">{tr(|m| m.check.drop_here)}</p>
            <p class="welcome__kinds">{tr(|m| m.check.drop_kinds)}</p>
            <div class="actions">
                <CheckFilesButton class="button button--primary" />
            </div>
            <p class="welcome__private">{tr(|m| m.check.private)}</p>
            {dynamic(move || basis().into_iter().map(|line| view! { <p class="muted">{line}</p> }).collect_view())}
            {dynamic(move || dataset.with(Option::is_none).then(|| view! { <SplitSwitch /> }))}
        </section>
        <OpenPredictions />
        <section class="section">
            <h2 class="section__title">{tr(|m| m.check.looks_at_title)}</h2>
            <ul class="plain-list">
                <li>{tr(|m| m.check.looks_at_file)}</li>
                <li>{tr(|m| m.check.looks_at_rows)}</li>
                <li>{tr(|m| m.check.looks_at_predictions)}</li>
            </ul>
        </section>
    }
}

/// Chooses files to check.
#[component]
pub fn CheckFilesButton(
    /// Class of the button.
    class: &'static str,
) -> impl IntoView {
    let context = CheckContext::of_page();
    let on_files = UnsyncCallback::new(move |files: Vec<File>| check_files(context, files));
    view! {
        <FileButton class label=Signal::derive(tr(|m| m.check.choose)) on_files>
            {tr(|m| m.check.choose)}
        </FileButton>
    }
}

#[component]
fn OpenPredictions() -> impl IntoView {
    let context = CheckContext::of_page();
    let preferences = expect_context::<Preferences>();
    let files = memo(move || context.session.predictions.get());
    let items = move || {
        let words = &preferences.messages().check;
        files
            .get()
            .into_iter()
            .map(|file| {
                let route = Route::Check(CheckRoute::of_file(CheckedFile::Loaded(file.id)));
                let label = fill(words.check_file, &[("name", &file.name)]);
                view! {
                    <li class="open-files__file">
                        <span class="open-files__name">{file.name}</span>
                        <a class="button" href=route.to_string() aria-label=label>{words.check}</a>
                    </li>
                }
            })
            .collect_view()
    };
    move || {
        (!files.with(Vec::is_empty)).then(|| {
            view! {
                <section class="section">
                    <h2 class="section__title">{tr(|m| m.check.loaded_title)}</h2>
                    <ul class="open-files">{dynamic(items)}</ul>
                </section>
            }
        })
    }
}
