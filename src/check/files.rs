//! The files of the check page, each with its verdict, and a way to check others.

use leptos::prelude::*;

use super::checking::{CheckContext, remove};
use super::file_table::FileTable;
use super::findings::SeveritySign;
use super::page::CheckFilesButton;
use super::route::{CheckRoute, CheckedFile};
use super::state::{CheckEntry, Checks};
use crate::i18n::{Messages, fill};
use crate::reactive::{dynamic, dynamic_value, handler, memo};
use crate::shell::address::Route;
use crate::shell::preferences::{Preferences, tr};
use crate::ui::icon::{Icon, IconView};
use engine::check::Split;

/// Files that are chips; more are a table.
const MOST_CHIPS: usize = 3;

/// A chip for every checked file (a row of a table where they are many) and every open prediction file that has not been checked.
#[component]
pub fn FileList(
    /// The file looked at.
    file: CheckedFile,
) -> impl IntoView {
    let context = CheckContext::of_page();
    let unchecked = memo(move || {
        let checked = context.checks.entries.with(|entries| entries.iter().map(|entry| entry.file).collect::<Vec<_>>());
        context.session.predictions.with(|list| {
            let files = list.iter().map(|file| (CheckedFile::Loaded(file.id), file.name.clone()));
            files.filter(|(file, _)| !checked.contains(file)).collect::<Vec<_>>()
        })
    });
    let chips = move || {
        let entries = context.checks.entries.get();
        entries.into_iter().map(|entry| view! { <li><CheckedChip entry file /></li> }).collect_view()
    };
    let offers = move || {
        let files = unchecked.get();
        files.into_iter().map(|(file, name)| view! { <li><UncheckedChip file name /></li> }).collect_view()
    };
    let are_many = memo(move || context.checks.entries.with(Vec::len) > MOST_CHIPS);
    view! {
        {dynamic(move || are_many.get().then(|| view! { <FileTable file /> }))}
        <ul class="check-files" aria-label=tr(|m| m.check.files)>
            {dynamic(move || (!are_many.get()).then(chips))} {dynamic(offers)} <li><CheckFilesButton class="button" /></li>
        </ul>
    }
}

#[component]
fn CheckedChip(entry: CheckEntry, file: CheckedFile) -> impl IntoView {
    let context = CheckContext::of_page();
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
                on:click=handler(move |_| remove(context, this))
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

/// A choice of splits; what follows a change is up to the page.
#[component]
pub fn SplitSwitch() -> impl IntoView {
    let checks = expect_context::<Checks>();
    let segments = [None, Some(Split::Val), Some(Split::Test)]
        .map(|choice| {
            view! {
                <button
                    type="button"
                    class="segments__segment"
                    aria-pressed=dynamic_value(move || (checks.split.get() == choice).to_string())
                    on:click=handler(move |_| checks.split.set(choice))
                >
                    {tr(name(choice))}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="split-choice">
            <span class="split-choice__label" id="split-choice">{tr(|m| m.check.split)}</span>
            <div class="segments" role="group" aria-labelledby="split-choice">{segments}</div>
        </div>
    }
}

fn name(choice: Option<Split>) -> fn(&'static Messages) -> &'static str {
    match choice {
        None => |m| m.check.split_by_name,
        Some(Split::Val) => |m| m.check.split_val,
        Some(Split::Test) => |m| m.check.split_test,
    }
}
