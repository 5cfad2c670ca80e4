//! The explore page: the questions, and the open one beside them.

use leptos::ev;
use leptos::prelude::*;

use super::jump_form::JumpForm;
use super::question_list::QuestionList;
use crate::app::components::common::failure_note::FailureNote;
use crate::app::components::question::answer::AnswerSwitch;
use crate::app::components::question::view::QuestionPanel;
use crate::app::format::integer;
use crate::app::i18n::fill;
use crate::app::queries::latest::Loadable;
use crate::app::queries::question::question;
use crate::app::state::navigation::Navigation;
use crate::app::state::preferences::{Preferences, tr};
use crate::app::state::route::{ExploreRoute, Route};
use crate::app::state::session::Session;
use crate::web::keyboard::command_key;

/// The list of questions and the open question.
#[component]
pub fn ExplorePage() -> impl IntoView {
    let session = expect_context::<Session>();
    let navigation = expect_context::<Navigation>();
    let preferences = expect_context::<Preferences>();
    let row = Signal::derive(move || navigation.explore().row);
    let loaded = Memo::new(move |_| session.dataset.with(Option::is_some));
    let select = Callback::new(move |row: u32| navigation.replace(Route::Explore(ExploreRoute { row: Some(row) })));
    let step = Callback::new(move |forward: bool| {
        let last = session.rows.get_untracked().checked_sub(1);
        let (Some(last), row) = (last, row.get_untracked()) else {
            return;
        };
        select.run(match (row, forward) {
            (None, _) => 0,
            (Some(row), true) => row.saturating_add(1).min(last),
            (Some(row), false) => row.saturating_sub(1),
        });
    });
    let close = move || navigation.go(Route::Explore(ExploreRoute { row: None }));
    step_by_keys(step, close);

    let question = question(session, row);
    let answer = AnswerSwitch::new(row);
    let open = move || match question.get() {
        Loadable::Idle => view! { <p class="hint">{tr(|m| m.explore_pick)}</p> }.into_any(),
        Loadable::Loading => view! { <p class="hint">{tr(|m| m.loading)}</p> }.into_any(),
        Loadable::Failed(failure) => view! { <FailureNote failure /> }.into_any(),
        Loadable::Ready(question) => view! { <QuestionPanel question answer step /> }.into_any(),
    };
    let count = move || fill(preferences.messages().chip_questions, &[("n", &integer(session.rows.get().into()))]);
    move || {
        if !loaded.get() {
            return view! { <Empty /> }.into_any();
        }
        view! {
            <div class="split">
                <section class="split__list">
                    <div class="toolbar">
                        <h1 class="toolbar__title">{tr(|m| m.explore_title)}</h1>
                        <span class="toolbar__count">{count}</span>
                        <JumpForm select />
                    </div>
                    <QuestionList selected=row select />
                </section>
                <section class="split__detail" aria-label=tr(|m| m.question)>{open}</section>
            </div>
        }
        .into_any()
    }
}

#[component]
fn Empty() -> impl IntoView {
    view! {
        <div class="page page--narrow">
            <h1 class="page__title">{tr(|m| m.explore_title)}</h1>
            <p class="page__lead">{tr(|m| m.explore_empty)}</p>
            <p><a class="button button--primary" href="#/data">{tr(|m| m.step_data)}</a></p>
        </div>
    }
}

fn step_by_keys(step: Callback<bool>, close: impl Fn() + Send + Sync + 'static) {
    let listener = window_event_listener(ev::keydown, move |event| match command_key(&event).as_deref() {
        Some("j") => step.run(true),
        Some("k") => step.run(false),
        Some("Escape") => close(),
        _ => {}
    });
    on_cleanup(move || listener.remove());
}
