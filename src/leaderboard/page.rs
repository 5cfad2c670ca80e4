//! The leaderboard: the table or the comparison, notes, and the open row's details beside them.

use leptos::html;
use leptos::prelude::*;

use super::compare::Compare;
use super::details::Details;
use super::load::{forget_all, load_leaderboard};
use super::route::LeaderboardRoute;
use super::state::{LeaderboardFailure, LeaderboardLoad, LeaderboardQuery, LeaderboardState};
use super::table::LeaderboardTable;
use super::titles::view_measured;
use super::toolbar::Toolbar;
use crate::format::integer;
use crate::i18n::fill;
use crate::reactive::{dynamic, dynamic_text, dynamic_value, effect, handler, memo, on_key};
use crate::shell::around::host;
use crate::shell::navigation::Navigation;
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use engine::board::{DEPARTMENTS, QuestionGroup, TASKS, View};
use web::keyboard::command_key;
use web::resize::ResizeWatch;

/// The leaderboard.
#[component]
pub fn LeaderboardPage() -> impl IntoView {
    let session = expect_context::<Session>();
    let navigation = expect_context::<Navigation>();
    let state = expect_context::<LeaderboardState>();
    load_leaderboard(state);
    let query = LeaderboardQuery::new(session, state, navigation);
    let open = memo(move || query.route.with(|route| query.entry(route.open.as_deref()?)));
    let has_open = memo(move || open.with(Option::is_some));
    let load = memo(move || state.load.get());
    let is_comparing = memo(move || query.route.with(|route| route.view == View::Compare));
    close_by_key(query);
    let frame = NodeRef::<html::Div>::new();
    let more_follows = RwSignal::new(false);
    watch_right(frame, more_follows);
    effect(move || {
        query.route.track();
        load.track();
        // What is drawn now is as wide as it is once this turn has ended.
        request_animation_frame(move || look_right(frame, more_follows));
    });
    let body = move || match load.get() {
        LeaderboardLoad::Idle | LeaderboardLoad::Loading => {
            view! { <p class="hint" role="status">{tr(|m| m.board.loading)}</p> }.into_any()
        }
        LeaderboardLoad::Failed(failure) => view! { <LeaderboardFault failure /> }.into_any(),
        LeaderboardLoad::Ready(_) if is_comparing.get() => view! { <Compare query /> }.into_any(),
        LeaderboardLoad::Ready(_) => view! { <LeaderboardTable query /> }.into_any(),
    };
    view! {
        <div class="split split--board" class:split--single=dynamic_value(move || !has_open.get())>
            <section class="split__list">
                <Toolbar query />
                <div
                    class="board"
                    class:board--more=more_follows
                    node_ref=frame
                    on:scroll=handler(move |_| look_right(frame, more_follows))
                >
                    <div class="board__words">
                        <About query />
                        <OwnNotes query />
                    </div>
                    {dynamic(body)}
                </div>
            </section>
            {dynamic(move || has_open.get().then(|| view! { <Details query open /> }))}
        </div>
    }
}

/// Follows the width of the frame.
fn watch_right(frame: NodeRef<html::Div>, more_follows: RwSignal<bool>) {
    let watch = StoredValue::new_local(None::<ResizeWatch>);
    effect(move || {
        let Some(element) = frame.get() else { return };
        watch.set_value(ResizeWatch::new(&element, move || look_right(frame, more_follows)));
    });
}

/// Notes whether columns follow on the right of those in view.
fn look_right(frame: NodeRef<html::Div>, more_follows: RwSignal<bool>) {
    let Some(element) = frame.try_get_untracked().flatten() else { return };
    let follows = element.scroll_left() + element.client_width() + 1 < element.scroll_width();
    if more_follows.try_get_untracked().is_some_and(|before| before != follows) {
        more_follows.set(follows);
    }
}

/// Esc closes the open row.
fn close_by_key(query: LeaderboardQuery) {
    on_key(move |event| {
        if command_key(&event).as_deref() == Some("Escape") && query.route.with_untracked(|route| route.open.is_some())
        {
            query.change(|route| LeaderboardRoute { open: None, ..route });
        }
    });
}

/// Why there is no leaderboard, and a way to try again.
#[component]
pub fn LeaderboardFault(
    /// The failure.
    failure: LeaderboardFailure,
) -> impl IntoView {
    let state = expect_context::<LeaderboardState>();
    let preferences = expect_context::<Preferences>();
    let sentences = move || {
        let words = &preferences.messages().board;
        match &failure {
            LeaderboardFailure::Missing { detail } => (fill(words.missing, &[("detail", detail)]), words.missing_next),
            LeaderboardFailure::Broken { detail } => (fill(words.broken, &[("detail", detail)]), words.broken_next),
        }
    };
    let sentences = memo(sentences);
    view! {
        <div class="board__words">
            <div class="note note--fault" role="alert">
                <p class="note__what">{dynamic_text(move || sentences.with(|(what, _)| what.clone()))}</p>
                <p class="note__next">{dynamic_text(move || sentences.with(|(_, next)| *next))}</p>
            </div>
            <button type="button" class="button button--primary" on:click=handler(move |_| load_leaderboard(state))>
                {tr(|m| m.board.try_again)}
            </button>
        </div>
    }
}

/// Own files without a score, and trouble with kept rows.
#[component]
pub fn OwnNotes(
    /// What the page shows.
    query: LeaderboardQuery,
) -> impl IntoView {
    let state = expect_context::<LeaderboardState>();
    let preferences = expect_context::<Preferences>();
    let navigation = expect_context::<Navigation>();
    let pending = move || {
        let sentence = preferences.messages().board.own_pending;
        let note = |(id, name): (_, String)| {
            let route = navigation.score_of(id);
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
        {dynamic(move || state.not_kept.get().then(|| view! { <p class="note" role="alert">{tr(|m| m.board.not_kept)}</p> }))}
        {dynamic(move || state.kept_unreadable.get().then(|| view! {
            <div class="note note--fault" role="alert">
                <p class="note__what">{tr(|m| m.board.kept_unreadable)}</p>
                {host().allows_keys().then(|| view! {
                    <button type="button" class="link" on:click=handler(move |_| forget_all(state))>
                        {tr(|m| m.board.remove_stored)}
                    </button>
                })}
            </div>
        }))}
    }
}

/// One sentence of what is shown, and more behind a disclosure.
#[component]
pub fn About(
    /// What the page shows.
    query: LeaderboardQuery,
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

/// The sources of the published leaderboard.
#[component]
pub fn Sources(
    /// What the page shows.
    query: LeaderboardQuery,
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
fn Key(query: LeaderboardQuery, fields: &'static [QuestionGroup], tasks: bool) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let counts = memo(move || {
        query.data.with(|data| {
            let board = data.as_ref().map(|data| &data.board);
            board.map_or_else(Vec::new, |board| {
                let [by_task, by_department, _] = board.counts();
                if tasks { by_task } else { by_department }
            })
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
