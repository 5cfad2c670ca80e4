//! What lies behind the headline: several files, explanations of each, suspect questions.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::downloads::save_button;
use super::profile::profile;
use super::published::{about, covered, published};
use super::state::{Compared, Comparing};
use super::suspects::{issue, suspects};
use super::{several, view};
use crate::i18n::{CompareWords, Messages};
use crate::leaderboard::load::load_leaderboard;
use crate::leaderboard::page::LeaderboardFault;
use crate::leaderboard::state::{LeaderboardLoad, LeaderboardState};
use crate::reactive::{dynamic, dynamic_text, handler};
use crate::shell::notices::copy;
use engine::compare::{TableForm, TableKind};
use protocol::compare::ComparisonForm;

/// Three files and more.
pub fn all_files(comparing: Comparing, compared: &Arc<Compared>) -> AnyView {
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
            {against_published(words, compared)}
        </section>
    }
    .into_any()
}

/// The board's rows, fetched once they are looked at, where a file covers their split.
fn against_published(words: &'static CompareWords, compared: &Arc<Compared>) -> Option<AnyView> {
    let split = covered(&compared.files.files)?;
    let state = expect_context::<LeaderboardState>();
    let compared = Arc::clone(compared);
    let table = move || {
        let Compared { names, files, .. } = &*compared;
        match state.load.get() {
            LeaderboardLoad::Ready(data) => view::table(published(words, names, &files.files, &data.board, split)),
            LeaderboardLoad::Failed(failure) => view! { <LeaderboardFault failure /> }.into_any(),
            LeaderboardLoad::Idle | LeaderboardLoad::Loading => ().into_any(),
        }
    };
    let view = view! {
        <details class="profile" on:toggle=handler(move |_: ev::Event| load_leaderboard(state))>
            <summary>{words.published}</summary>
            <p>{about(words, split)}</p>
            {dynamic(table)}
        </details>
    };
    Some(view.into_any())
}

/// A disclosure a file.
pub fn explanations(comparing: Comparing, messages: &'static Messages, compared: &Arc<Compared>) -> AnyView {
    let words = comparing.words();
    let profiles: Vec<_> =
        (0..compared.names.len()).map(|place| profile(comparing, messages, compared, place)).collect();
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
