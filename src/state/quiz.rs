//! Quiz mode, for as long as a dataset is open.

use leptos::prelude::*;

use super::session::Session;
use crate::quiz::{Pick, Quiz};

/// Whether quiz mode is on, and the picks so far.
#[derive(Clone, Copy)]
pub struct QuizState {
    /// Whether it is on.
    pub on: RwSignal<bool>,
    quiz: RwSignal<Quiz>,
}

impl QuizState {
    /// Off, without picks; starts anew with another dataset.
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
