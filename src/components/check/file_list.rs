//! The files of the check page, each with its verdict, and a way to check others.

use leptos::prelude::*;

use super::empty::CheckFilesButton;
use super::severity_sign::SeveritySign;
use crate::components::common::icon::{Icon, IconView};
use crate::i18n::fill;
use crate::reactive::{dynamic, handler, memo};
use crate::state::checks::CheckEntry;
use crate::state::preferences::{Preferences, tr};
use crate::state::route::{CheckRoute, CheckedFile, Route};
use crate::tasks::check::{CheckDesk, remove};

/// A chip for every checked file and every open prediction file that has not been checked.
#[component]
pub fn FileList(
    /// The file looked at.
    file: CheckedFile,
) -> impl IntoView {
    let desk = CheckDesk::of_page();
    let unchecked = memo(move || {
        let checked = desk.checks.entries.with(|entries| entries.iter().map(|entry| entry.file).collect::<Vec<_>>());
        desk.session.predictions.with(|list| {
            let files = list.iter().map(|file| (CheckedFile::Loaded(file.id), file.name.clone()));
            files.filter(|(file, _)| !checked.contains(file)).collect::<Vec<_>>()
        })
    });
    let chips = move || {
        let entries = desk.checks.entries.get();
        entries.into_iter().map(|entry| view! { <li><CheckedChip entry file /></li> }).collect_view()
    };
    let offers = move || {
        let files = unchecked.get();
        files.into_iter().map(|(file, name)| view! { <li><UncheckedChip file name /></li> }).collect_view()
    };
    view! {
        <ul class="check-files" aria-label=tr(|m| m.check.files)>
            {dynamic(chips)} {dynamic(offers)} <li><CheckFilesButton class="button" /></li>
        </ul>
    }
}

#[component]
fn CheckedChip(entry: CheckEntry, file: CheckedFile) -> impl IntoView {
    let desk = CheckDesk::of_page();
    let preferences = expect_context::<Preferences>();
    let this = entry.file;
    let href = Route::Check(CheckRoute::of_file(this)).to_string();
    let (name, title) = (entry.name.clone(), entry.name.clone());
    let label = move || fill(preferences.messages().check.remove, &[("name", &name)]);
    let sign = match entry.report {
        Some(report) if !entry.running => view! { <SeveritySign severity=report.severity /> }.into_any(),
        _ => view! { <span class="chip__state" aria-hidden="true">"…"</span> }.into_any(),
    };
    view! {
        <span class="chip" class:chip--current=this == file>
            <a class="chip__link" href=href aria-current=(this == file).then_some("true") title=title>
                {sign} <span class="chip__name">{entry.name}</span>
            </a>
            <button
                type="button"
                class="chip__action"
                aria-label=label.clone()
                title=label
                on:click=handler(move |_| remove(desk, this))
            >
                <IconView icon=Icon::Close />
            </button>
        </span>
    }
}

#[component]
fn UncheckedChip(file: CheckedFile, name: String) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let href = Route::Check(CheckRoute::of_file(file)).to_string();
    let label = move || fill(preferences.messages().check.check_file, &[("name", &name)]);
    view! {
        <a class="button" href=href>
            <IconView icon=Icon::Check />
            {dynamic(label)}
        </a>
    }
}
