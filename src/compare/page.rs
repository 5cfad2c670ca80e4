//! The compare page.

use leptos::prelude::*;

use super::choice::Choice;
use super::downloads::Downloads;
use super::headline::headline;
use super::plot::Groups;
use super::sections::{all_files, doubtful, explanations};
use super::state::Comparing;
use crate::data::recent::Recent;
use crate::reactive::{Loadable, dynamic, handler, memo};
use crate::shell::notices::Notices;
use crate::shell::opening::{is_sample, open_sample_pair};
use crate::shell::preferences::{Preferences, tr};
use crate::ui::button::FileButton;
use crate::ui::text::FailureNote;
use protocol::Failure;

/// The open prediction files against each other.
#[component]
pub fn ComparePage() -> impl IntoView {
    let comparing = Comparing::new();
    let is_ready = memo(move || comparing.answer.with(|answer| matches!(answer, Loadable::Ready(_))));
    let has_files = memo(move || comparing.files.with(|files| files.len() > 1) && has_dataset(comparing));
    view! {
        <div class="page">
            <h1 class="page__title">{tr(|m| m.compare.title)}</h1>
            {dynamic(move || {
                if has_files.get() {
                    view! { <Choice comparing /> <State comparing /> }.into_any()
                } else {
                    view! { <Needed comparing /> }.into_any()
                }
            })}
            {dynamic(move || is_ready.get().then(|| view! { <Sections comparing /> }))}
        </div>
    }
}

fn has_dataset(comparing: Comparing) -> bool {
    comparing.session.dataset_id.get().is_some()
}

/// What keeps the comparison from being there.
#[component]
fn State(comparing: Comparing) -> impl IntoView {
    move || match comparing.answer.get() {
        Loadable::Idle | Loadable::Ready(_) => None,
        Loadable::Loading => Some(view! { <p class="hint" role="status">{tr(|m| m.compare.comparing)}</p> }.into_any()),
        Loadable::Failed(Failure::StillIndexing) => {
            Some(view! { <p class="note" role="status">{tr(|m| m.compare.waits)}</p> }.into_any())
        }
        Loadable::Failed(failure) => Some(view! { <FailureNote failure /> }.into_any()),
    }
}

#[component]
fn Sections(comparing: Comparing) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    view! {
        {comparing.show(move |compared| headline(comparing, compared))}
        <Groups comparing />
        {comparing.show(move |compared| all_files(comparing, compared))}
        {comparing.show(move |compared| explanations(comparing, preferences.messages(), compared))}
        {comparing.show(move |compared| doubtful(comparing, compared))}
        <Downloads comparing />
    }
}

/// What is still to be opened.
#[component]
fn Needed(comparing: Comparing) -> impl IntoView {
    let notices = expect_context::<Notices>();
    let count = memo(move || comparing.files.with(Vec::len));
    let needs = move || {
        let words = comparing.words();
        let is_open = [has_dataset(comparing), count.get() > 0, count.get() > 1];
        let names = [words.need_dataset, words.need_one, words.need_two];
        let need = |(is_open, name): (bool, &'static str)| {
            let (sign, state) = if is_open { ("●", words.is_open) } else { ("○", words.is_missing) };
            view! {
                <li class="needs__item" class:needs__item--open=is_open>
                    <span aria-hidden="true">{sign}</span> " " {name} " " <span class="muted">{state}</span>
                </li>
            }
        };
        is_open.into_iter().zip(names).map(need).collect_view()
    };
    let is_empty = memo(move || count.get() == 0 && !has_dataset(comparing));
    let has_sample = move || comparing.session.parts.with(|parts| parts.iter().any(|part| is_sample(part)));
    let sample = move |_| open_sample_pair(comparing.session, notices);
    view! {
        <div class="page--narrow">
            <p class="page__lead">{tr(|m| m.compare.empty)}</p>
            <ul class="needs">{dynamic(needs)}</ul>
            <div class="actions">
                <FileButton class="button button--primary" label=Signal::derive(tr(|m| m.data.choose_files))>
                    {tr(|m| m.data.choose_files)}
                </FileButton>
                {dynamic(move || (is_empty.get() || has_sample()).then(|| view! {
                    <button type="button" class="button" on:click=handler(sample)>{tr(|m| m.compare.try_sample)}</button>
                }))}
            </div>
            {dynamic(move || is_empty.get().then(|| view! { <Recent /> }))}
        </div>
    }
}
