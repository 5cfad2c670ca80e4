//! What the figures on show were measured on, their sources and abbreviations.

use leptos::prelude::*;

use super::titles::view_measured;
use crate::format::integer;
use crate::i18n::fill;
use crate::queries::board::BoardQuery;
use crate::reactive::{dynamic, memo};
use crate::state::preferences::{Preferences, tr};
use engine::board::{Board, DEPARTMENTS, QuestionGroup, TASKS, View};

/// One sentence of what is shown, and more behind a disclosure.
#[component]
pub fn About(
    /// What the page shows.
    query: BoardQuery,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let view = memo(move || query.route.with(|route| route.view));
    let basis = move || (view.get() != View::Newer).then(|| preferences.messages().board.basis);
    let measured = move || view_measured(&preferences.messages().board, view.get());
    view! {
        <p class="board-about">{dynamic(measured)} " " {dynamic(basis)}</p>
        <details class="board-sources">
            <summary>{tr(|m| m.board.about)}</summary>
            <div class="board-sources__body">
                <h2 class="section__subtitle">{tr(|m| m.board.sources)}</h2>
                <Sources query />
                <p>{tr(|m| m.board.inferred_why)}</p>
                <p>{tr(|m| m.board.random_about)} " " {tr(|m| m.board.caution_overlap)}</p>
                {dynamic(move || key_of(view.get()).map(|fields| view! { <Key query fields tasks={view.get() == View::Tasks} /> }))}
            </div>
        </details>
    }
}

fn key_of(view: View) -> Option<&'static [QuestionGroup]> {
    match view {
        View::Tasks => Some(&TASKS),
        View::Departments => Some(&DEPARTMENTS),
        _ => None,
    }
}

/// The sources of the published board.
#[component]
pub fn Sources(
    /// What the page shows.
    query: BoardQuery,
) -> impl IntoView {
    let list = move || {
        let sources = query.data.with(|data| data.as_ref().map(|data| data.board.sources.clone()))?;
        let items = sources.into_iter().map(|source| {
            view! {
                <li><a href=source.url target="_blank" rel="noopener noreferrer">{source.title}</a></li>
            }
        });
        Some(items.collect_view())
    };
    view! { <ul class="plain-list">{dynamic(list)}</ul> }
}

#[component]
fn Key(query: BoardQuery, fields: &'static [QuestionGroup], tasks: bool) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let counts = memo(move || {
        query.data.with(|data| {
            let board = data.as_ref().map(|data| &data.board);
            let [task_counts, department_counts, _] = board.map(Board::counts).unwrap_or_default();
            if tasks { task_counts } else { department_counts }
        })
    });
    let entry = move |(at, field): (usize, &QuestionGroup)| {
        let count = move || {
            let count = counts.with(|counts| counts.get(at).copied().flatten())?;
            Some(fill(preferences.messages().board.inferred_n, &[("n", &integer(count.into()))]))
        };
        view! {
            <div>
                <dt>{field.abbreviation}</dt>
                <dd>{field.name} " " <span class="muted">{dynamic(count)}</span></dd>
            </div>
        }
    };
    view! {
        <h2 class="section__subtitle">{tr(|m| m.board.abbreviations)}</h2>
        <dl class="board-key">{fields.iter().enumerate().map(entry).collect_view()}</dl>
    }
}
