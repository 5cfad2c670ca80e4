//! Quiz mode on and off, and how it goes.

use leptos::prelude::*;

use crate::format::integer;
use crate::i18n::fill;
use crate::quiz::Pick;
use crate::reactive::{dynamic, dynamic_value, handler};
use crate::state::preferences::{Preferences, tr};
use crate::state::quiz::QuizState;

/// A switch with the tally beside it; without answers it says why it is off.
#[component]
pub fn QuizBar(
    /// The open question's row.
    row: u32,
    /// Whether the question has an answer.
    has_answer: bool,
    /// Quiz mode.
    quiz: QuizState,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    if !has_answer {
        return view! {
            <button type="button" class="button" disabled aria-describedby="quiz-why">
                {tr(|m| m.question.quiz)}
            </button>
            <span id="quiz-why" class="muted">{tr(|m| m.question.quiz_needs_answers)}</span>
        }
        .into_any();
    }
    let tally = move || {
        let words = &preferences.messages().question;
        let number = |number| integer(u64::try_from(number).unwrap_or(u64::MAX));
        let (right, answered) = quiz.tally();
        fill(words.quiz_tally, &[("right", &number(right)), ("answered", &number(answered))])
    };
    let state = move || {
        let words = &preferences.messages().question;
        match quiz.of(row) {
            None => words.quiz_pick,
            Some(Pick::Open(_)) => words.quiz_reveal,
            Some(Pick::Judged { right: true, .. }) => words.quiz_right,
            Some(Pick::Judged { right: false, .. }) => words.quiz_wrong,
            Some(Pick::Seen) => words.quiz_seen,
        }
    };
    view! {
        <button
            type="button"
            class="button"
            aria-pressed=dynamic_value(move || quiz.on.get().to_string())
            on:click=handler(move |_| quiz.on.update(|on| *on = !*on))
        >
            {tr(|m| m.question.quiz)}
        </button>
        {dynamic(move || quiz.on.get().then(|| view! {
            <span class="quiz__tally">{dynamic(tally)}</span>
            <span class="quiz__state" role="status">{dynamic(state)}</span>
        }))}
    }
    .into_any()
}
