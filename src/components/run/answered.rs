//! What the model of a run has answered so far.

use leptos::ev;
use leptos::prelude::*;

use crate::i18n::fill;
use crate::queries::latest::Loadable;
use crate::queries::run::{ANSWERS_LISTED, answers};
use crate::reactive::{dynamic, memo};
use crate::run_form::{letter_line, share_percent};
use crate::state::preferences::{Preferences, tr};
use crate::state::route::{ExploreRoute, Route};
use crate::tasks::run::RunDesk;
use protocol::run::AnsweredQuestion;

/// The last answers in the order of the run, asked for once they are to be seen.
#[component]
pub fn Answered() -> impl IntoView {
    let desk = RunDesk::of_page();
    let preferences = expect_context::<Preferences>();
    let open = RwSignal::new(false);
    let loaded = answers(desk.session, open);
    let has_answers = memo(move || {
        desk.session.run.with(|run| run.as_ref().is_some_and(|run| run.judging.is_none() && run.tally.answered > 0))
    });
    let toggled = move |event: ev::Event| {
        open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    };
    let rows = move || match loaded.get() {
        Loadable::Ready(rows) => rows.into_iter().map(|answer| row(preferences, answer)).collect_view().into_any(),
        _ => view! { <li class="muted">{tr(|m| m.shell.loading)}</li> }.into_any(),
    };
    let about = move || fill(preferences.messages().local.answers_last, &[("n", &ANSWERS_LISTED.to_string())]);
    move || {
        has_answers.get().then(|| {
            view! {
                <details class="run__more" on:toggle=toggled>
                    <summary>{tr(|m| m.local.answers_title)}</summary>
                    <p class="form__hint">{dynamic(about)}</p>
                    <ul class="run__list run__answers" tabindex="0" aria-label=tr(|m| m.local.answers_title)>{dynamic(rows)}</ul>
                </details>
            }
        })
    }
}

/// Index and prediction; the probabilities of the letters where the model tells.
fn row(preferences: Preferences, answer: AnsweredQuestion) -> impl IntoView {
    let AnsweredQuestion { index, row, prediction, letters, .. } = answer;
    let address = row.map(|row| Route::Explore(ExploreRoute::of_row(row)).to_string());
    let scores = letters.map(|letters| {
        let any = move || {
            let share = share_percent(letters.choice_mass);
            fill(preferences.messages().local.any_letter, &[("share", &share)])
        };
        view! { <p class="form__hint">{letter_line(&letters)} " · " {dynamic(any)}</p> }
    });
    view! {
        <li>
            <a href=address>{index}</a>
            ": "
            {prediction}
            {scores}
        </li>
    }
}
