//! The panel beside the table: all that is known of a row.

use leptos::prelude::*;

use super::about::Sources;
use super::cells::SourceLink;
use super::extremes::Extremes;
use super::facts::Facts;
use super::titles::in_language;
use crate::components::common::icon::{Icon, IconView};
use crate::embed::around::host;
use crate::queries::board::BoardQuery;
use crate::reactive::{dynamic, dynamic_text};
use crate::state::board::BoardState;
use crate::state::preferences::{Preferences, tr};
use crate::state::route::BoardRoute;
use crate::tasks::board::{forget, keep};
use engine::board::{BoardEntry, Origin};

/// The panel beside the table.
#[component]
pub fn Details(
    /// What the page shows.
    query: BoardQuery,
    /// The open row.
    open: Memo<Option<BoardEntry>>,
) -> impl IntoView {
    let close = move |_| query.change(|route| BoardRoute { open: None, ..route });
    let name = move || open.with(|entry| entry.as_ref().map(|entry| entry.name.clone()));
    view! {
        <section class="split__detail board-details" aria-label=tr(|m| m.board.details)>
            <div class="board-details__head">
                <h2 class="section__title">{dynamic(name)}</h2>
                <button
                    type="button"
                    class="button button--icon"
                    aria-label=tr(|m| m.board.close_details)
                    title=tr(|m| m.board.close_details)
                    on:click=close
                >
                    <IconView icon=Icon::Close />
                </button>
            </div>
            {dynamic(move || {
                open.get().map(|entry| {
                    view! {
                        <Facts query entry=entry.clone() />
                        <Remarks query entry=entry.clone() />
                        <Extremes query entry=entry.clone() />
                        <Origins query entry />
                    }
                })
            })}
        </section>
    }
}

/// What else is to be said of the row, and keeping it.
#[component]
fn Remarks(query: BoardQuery, entry: BoardEntry) -> impl IntoView {
    let board = expect_context::<BoardState>();
    let preferences = expect_context::<Preferences>();
    match entry.origin {
        Origin::Published { irregular, .. } => view! {
            {irregular.then(|| view! { <p class="note">{tr(|m| m.board.irregular)}</p> })}
            <p class="muted board-details__text">{tr(|m| m.board.as_printed)}</p>
        }
        .into_any(),
        Origin::Newer { note: Some(note), .. } => {
            view! { <p class="note">{dynamic_text(move || in_language(preferences.language.get(), &note))}</p> }
                .into_any()
        }
        Origin::Own { kept, .. } => {
            let id = entry.id;
            let press = move |_| {
                if kept {
                    forget(board, &id);
                } else if let Some(own) = query.own.with_untracked(|own| own.iter().find(|own| own.id() == id).cloned())
                {
                    keep(board, own);
                }
            };
            let label = move || {
                let words = &preferences.messages().board;
                if kept { words.forget } else { words.keep }
            };
            // A page around this one could have the user click what deletes the row.
            (!kept || host().allows_keys())
                .then(|| {
                    view! {
                        <button type="button" class="button" on:click=press>{dynamic(label)}</button>
                        <p class="muted board-details__text">{tr(|m| m.board.keep_about)}</p>
                    }
                })
                .into_any()
        }
        Origin::Random | Origin::Newer { note: None, .. } => ().into_any(),
    }
}

/// Where the figures stand.
#[component]
fn Origins(query: BoardQuery, entry: BoardEntry) -> impl IntoView {
    let newer = match &entry.origin {
        Origin::Own { .. } => return ().into_any(),
        Origin::Random | Origin::Published { .. } => None,
        Origin::Newer { source, .. } => {
            query.data.with_untracked(|data| data.as_ref()?.newer.sources.get(source).cloned())
        }
    };
    let list = match newer {
        Some(source) => view! { <ul class="plain-list"><li><SourceLink source /></li></ul> }.into_any(),
        None => view! { <Sources query /> }.into_any(),
    };
    view! {
        <h3 class="section__subtitle">{tr(|m| m.board.sources)}</h3>
        <div class="board-details__text">{list}</div>
    }
    .into_any()
}
