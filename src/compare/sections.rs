//! What lies behind the headline: several files, explanations of each, suspect questions.

use leptos::prelude::*;

use super::downloads::save_button;
use super::state::{Compared, Comparing};
use super::suspects::{issue, suspects};
use super::{several, view, why};
use crate::i18n::Messages;
use crate::reactive::{dynamic_text, handler};
use crate::shell::notices::copy;
use engine::compare::{TableForm, TableKind};
use protocol::compare::ComparisonForm;

/// Three files and more.
pub fn all_files(comparing: Comparing, compared: &Compared) -> AnyView {
    if compared.names.len() < 3 {
        return ().into_any();
    }
    let words = comparing.words();
    let (names, files) = (&compared.names, &compared.files);
    view! {
        <section class="section">
            <h2 class="section__title">{words.several}</h2>
            <p>{several::cochran(words, files)}</p>
            {view::table(several::accuracies(words, names, files))}
            <p class="muted">{words.matrix_about}</p>
            {view::table(several::matrix(words, names, files))}
        </section>
    }
    .into_any()
}

/// A disclosure a file.
pub fn explanations(comparing: Comparing, messages: &'static Messages, compared: &Compared) -> AnyView {
    let words = comparing.words();
    let files = &compared.files;
    let parts = files.files.iter().zip(&files.profiles).zip(&files.position_bias).zip(&compared.names);
    let profiles: Vec<_> = parts
        .map(|(((score, profile), bias), name)| {
            view! {
                <details class="profile">
                    <summary>{name.clone()}</summary>
                    <h3 class="section__subtitle">{words.position_bias}</h3>
                    <p>{why::bias_sentence(words, bias)}</p>
                    {view::table(why::letters(words, bias))}
                    <h3 class="section__subtitle">{words.baselines}</h3>
                    <p>{words.baselines_about}</p>
                    {view::table(why::baselines(words, score, profile))}
                    {view::table(why::averages(messages, profile))}
                    <h3 class="section__subtitle">{words.confusions}</h3>
                    {view::table(why::confusions(words, profile, compared.of.rules))}
                </details>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="section">
            <h2 class="section__title">{words.why}</h2>
            <p>{words.why_about}</p>
            {profiles}
        </section>
    }
    .into_any()
}

/// Questions whose answer may be incorrect, where three files or more can say so.
pub fn doubtful(comparing: Comparing, compared: &Compared) -> AnyView {
    let found = &compared.files.suspects;
    if compared.names.len() < 3 {
        return ().into_any();
    }
    let words = comparing.words();
    if found.is_empty() {
        return view! {
            <section class="section">
                <h2 class="section__title">{words.table_suspects}</h2>
                <p>{words.no_suspects}</p>
            </section>
        }
        .into_any();
    }
    let dataset =
        comparing.session.dataset.with_untracked(|dataset| dataset.as_ref().map(|dataset| dataset.name.clone()));
    let text = issue(words, &dataset.unwrap_or_default(), compared.names.len(), found);
    let copied = RwSignal::new(None::<bool>);
    let state = move || match copied.get() {
        None => "",
        Some(true) => words.copied,
        Some(false) => words.not_copied,
    };
    let to_copy = text.clone();
    view! {
        <section class="section">
            <h2 class="section__title">{words.table_suspects}</h2>
            <p>{words.suspects_about}</p>
            {view::table(suspects(words, found))}
            <details class="profile">
                <summary>{words.issue_title}</summary>
                <pre class="issue" tabindex="0">{text}</pre>
            </details>
            <div class="actions issue-actions">
                {save_button(
                    comparing,
                    ComparisonForm::Table(TableKind::Suspects, TableForm::Csv),
                    |m| m.compare.table_suspects,
                    "CSV",
                )}
                <button type="button" class="button" on:click=handler(move |_| copy(to_copy.clone(), copied))>
                    {words.copy_issue}
                </button>
                <span role="status">{dynamic_text(state)}</span>
            </div>
        </section>
    }
    .into_any()
}
