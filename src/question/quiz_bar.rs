//! Quiz mode on and off, how it goes, and how it ended.

use leptos::prelude::*;

use super::quiz::{Pick, Quiz};
use super::quiz_result::QuizResult;
use crate::format::integer;
use crate::i18n::fill;
use crate::reactive::{dynamic, dynamic_value, handler, memo};
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use engine::scoring::RuleSet;

/// A switch with the tally beside it; without answers it says why it is off.
#[component]
pub fn QuizBar(
    /// The open question's row.
    row: u32,
    /// Whether the question has an answer.
    has_answer: bool,
    /// Quiz mode.
    quiz: QuizState,
    /// Goes to the next question.
    next: Callback<()>,
    /// The rule set of the models' letters.
    rules: Memo<RuleSet>,
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
        let number = |number: usize| integer(u64::try_from(number).unwrap_or(u64::MAX));
        let (rows, right) = quiz.judged();
        fill(words.quiz_tally, &[("right", &number(right)), ("answered", &number(rows.len()))])
    };
    let state = move || {
        let words = &preferences.messages().question;
        match quiz.of(row) {
            None => words.quiz_pick,
            Some(Pick::Judged { right: true, .. }) => words.quiz_right,
            Some(Pick::Judged { right: false, .. }) => words.quiz_wrong,
            Some(Pick::Seen) => words.quiz_seen,
        }
    };
    let is_settled = memo(move || quiz.of(row).is_some());
    let running = move || {
        view! {
            {dynamic(move || is_settled.get().then(|| view! {
                <button type="button" class="button button--primary" on:click=handler(move |_| next.run(()))>
                    {tr(|m| m.question.quiz_next)}
                </button>
            }))}
            <span class="quiz__tally">{dynamic(tally)}</span>
            <span class="quiz__state" role="status">{dynamic(state)}</span>
            <button type="button" class="button" on:click=handler(move |_| quiz.ended.set(true))>
                {tr(|m| m.question.quiz_end)}
            </button>
        }
    };
    view! {
        <button
            type="button"
            class="button"
            aria-pressed=dynamic_value(move || quiz.on.get().to_string())
            on:click=handler(move |_| quiz.switch())
        >
            {tr(|m| m.question.quiz)}
        </button>
        {dynamic(move || match (quiz.on.get(), quiz.ended.get()) {
            (false, _) => ().into_any(),
            (true, false) => running().into_any(),
            (true, true) => view! { <QuizResult quiz rules /> }.into_any(),
        })}
    }
    .into_any()
}

/// Whether quiz mode is on, and the picks so far.
#[derive(Clone, Copy)]
pub struct QuizState {
    /// Whether it is on.
    pub on: RwSignal<bool>,
    /// Whether the round is over.
    pub ended: RwSignal<bool>,
    quiz: RwSignal<Quiz>,
}

impl QuizState {
    /// Off, without picks; starts again with another dataset.
    pub fn new(session: Session) -> Self {
        let state =
            Self { on: RwSignal::new(false), ended: RwSignal::new(false), quiz: RwSignal::new(Quiz::default()) };
        Effect::watch(
            move || session.dataset_id.get(),
            move |_, _, _| {
                state.on.set(false);
                state.begin();
            },
            false,
        );
        state
    }

    /// Begins a round.
    pub fn begin(self) {
        self.ended.set(false);
        self.quiz.set(Quiz::default());
    }

    /// Goes on with the round or leaves it; one that has ended begins again.
    pub fn switch(self) {
        if self.ended.get_untracked() {
            self.begin();
        }
        self.on.update(|on| *on = !*on);
    }

    /// What has become of the question of a row, while quiz mode is on.
    pub fn of(self, row: u32) -> Option<Pick> {
        if self.on.get() { self.quiz.with(|quiz| quiz.of(row)) } else { None }
    }

    /// Picks an option.
    pub fn pick(self, row: u32, letter: char, answer: &str) {
        self.quiz.update(|quiz| quiz.pick(row, letter, answer));
        if self.quiz.with_untracked(Quiz::is_over) {
            self.ended.set(true);
        }
    }

    /// Notes that the answer was shown.
    pub fn reveal(self, row: u32) {
        self.quiz.update(|quiz| quiz.reveal(row));
    }

    /// The rows of the picks, and how many of these are correct.
    pub fn judged(self) -> (Vec<u32>, usize) {
        self.quiz.with(Quiz::judged)
    }
}
