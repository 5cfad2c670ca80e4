//! What stands in the way: data that cannot be had, own files without a score, kept rows that cannot be read.

use leptos::prelude::*;

use crate::embed::around::host;
use crate::i18n::fill;
use crate::queries::board::BoardQuery;
use crate::reactive::{dynamic, dynamic_text, handler, memo};
use crate::state::board::{BoardFailure, BoardState};
use crate::state::preferences::{Preferences, tr};
use crate::state::route::{Route, ScoreRoute};
use crate::tasks::board::{forget_all, load_board};

/// Why there is no leaderboard, and a way to try again.
#[component]
pub fn BoardFault(
    /// The failure.
    failure: BoardFailure,
) -> impl IntoView {
    let board = expect_context::<BoardState>();
    let preferences = expect_context::<Preferences>();
    let sentences = move || {
        let words = &preferences.messages().board;
        match &failure {
            BoardFailure::Missing { detail } => (fill(words.missing, &[("detail", detail)]), words.missing_next),
            BoardFailure::Broken { detail } => (fill(words.broken, &[("detail", detail)]), words.broken_next),
        }
    };
    let sentences = memo(sentences);
    view! {
        <div class="board__words">
            <div class="note note--fault" role="alert">
                <p class="note__what">{dynamic_text(move || sentences.with(|(what, _)| what.clone()))}</p>
                <p class="note__next">{dynamic_text(move || sentences.with(|(_, next)| *next))}</p>
            </div>
            <button type="button" class="button button--primary" on:click=handler(move |_| load_board(board))>
                {tr(|m| m.board.try_again)}
            </button>
        </div>
    }
}

/// Own files without a score, and trouble with kept rows.
#[component]
pub fn OwnNotes(
    /// What the page shows.
    query: BoardQuery,
) -> impl IntoView {
    let board = expect_context::<BoardState>();
    let preferences = expect_context::<Preferences>();
    let pending = move || {
        let sentence = preferences.messages().board.own_pending;
        let note = |(id, name): (_, String)| {
            let route = Route::Score(ScoreRoute { predictions: Some(id), ..ScoreRoute::default() });
            view! {
                <p class="note" role="status">
                    {fill(sentence, &[("name", &name)])} " "
                    <a href=route.to_string()>{tr(|m| m.shell.step_score)}</a>
                </p>
            }
        };
        query.unscored.get().into_iter().map(note).collect_view()
    };
    view! {
        {dynamic(pending)}
        {dynamic(move || board.not_kept.get().then(|| view! { <p class="note" role="alert">{tr(|m| m.board.not_kept)}</p> }))}
        {dynamic(move || board.kept_unreadable.get().then(|| view! {
            <div class="note note--fault" role="alert">
                <p class="note__what">{tr(|m| m.board.kept_unreadable)}</p>
                {host().allows_keys().then(|| view! {
                    <button type="button" class="link" on:click=handler(move |_| forget_all(board))>
                        {tr(|m| m.board.remove_stored)}
                    </button>
                })}
            </div>
        }))}
    }
}
