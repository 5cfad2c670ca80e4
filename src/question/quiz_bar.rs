//! Quiz mode on and off, and how it goes.

use leptos::prelude::*;

use super::quiz::{Pick, Quiz};
use crate::format::integer;
use crate::i18n::fill;
use crate::reactive::{dynamic, dynamic_value, handler};
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;

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

/// Whether quiz mode is on, and the picks so far.
#[derive(Clone, Copy)]
pub struct QuizState {
    /// Whether it is on.
    pub on: RwSignal<bool>,
    quiz: RwSignal<Quiz>,
}

impl QuizState {
    /// Off, without picks; starts again with another dataset.
    pub fn new(session: Session) -> Self {
        let state = Self { on: RwSignal::new(false), quiz: RwSignal::new(Quiz::default()) };
        Effect::watch(
            move || session.dataset_id.get(),
            move |_, _, _| {
                state.on.set(false);
                state.quiz.set(Quiz::default());
            },
            false,
        );
        state
    }

    /// What has become of the question of a row, while quiz mode is on.
    pub fn of(self, row: u32) -> Option<Pick> {
        if self.on.get() { self.quiz.with(|quiz| quiz.of(row)) } else { None }
    }

    /// Picks an option.
    pub fn pick(self, row: u32, letter: char) {
        self.quiz.update(|quiz| quiz.pick(row, letter));
    }

    /// Notes that the answer was shown.
    pub fn reveal(self, row: u32, answer: &str) {
        self.quiz.update(|quiz| quiz.reveal(row, answer));
    }

    /// Right picks and judged picks.
    pub fn tally(self) -> (usize, usize) {
        self.quiz.with(Quiz::tally)
    }
}
