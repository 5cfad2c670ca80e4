//! What the check page is for, and how to begin.

use leptos::prelude::*;
use web_sys::File;

use super::split_choice::SplitSwitch;
use crate::components::common::file_button::FileButton;
use crate::i18n::fill;
use crate::reactive::{dynamic, memo};
use crate::state::preferences::{Preferences, tr};
use crate::state::route::{CheckRoute, CheckedFile, Route};
use crate::tasks::check::{CheckDesk, check_files};

/// A drop zone, the split, and the prediction files that are open.
#[component]
pub fn Empty() -> impl IntoView {
    let desk = CheckDesk::of_page();
    let preferences = expect_context::<Preferences>();
    let dataset = memo(move || desk.session.dataset.with(|dataset| Some(dataset.as_ref()?.name.clone())));
    let basis = move || {
        let words = &preferences.messages().check;
        match dataset.get() {
            Some(name) => vec![fill(words.dataset_open, &[("name", &name)])],
            None => vec![words.with_dataset.to_owned(), words.without_dataset.to_owned()],
        }
    };
    view! {
        <p class="page__lead">{tr(|m| m.check.lead)}</p>
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
    let desk = CheckDesk::of_page();
    let on_files = UnsyncCallback::new(move |files: Vec<File>| check_files(desk, files));
    view! {
        <FileButton class label=Signal::derive(tr(|m| m.check.choose)) on_files>
            {tr(|m| m.check.choose)}
        </FileButton>
    }
}

#[component]
fn OpenPredictions() -> impl IntoView {
    let desk = CheckDesk::of_page();
    let preferences = expect_context::<Preferences>();
    let files = memo(move || desk.session.predictions.get());
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
