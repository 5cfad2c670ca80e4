//! What of a question's solution is shown.

use leptos::ev;
use leptos::prelude::*;

use crate::state::quiz::QuizState;
use web::keyboard::command_key;

/// Shows the answer of one question at a time, another question hides its own; and labels, where there are no answers.
#[derive(Clone, Copy)]
pub struct AnswerSwitch {
    shown: RwSignal<bool>,
    labels: RwSignal<bool>,
    quiz: QuizState,
}

impl AnswerSwitch {
    /// Hidden, and hidden again whenever `row` changes; the space key shows and hides it.
    pub fn new(row: Signal<Option<u32>>) -> Self {
        let shown = RwSignal::new(false);
        Effect::watch(move || row.get(), move |_, _, _| shown.set(false), false);
        let switch = Self { shown, labels: RwSignal::new(false), quiz: expect_context() };
        let listener = window_event_listener(ev::keydown, move |event| {
            if command_key(&event).as_deref() == Some(" ") {
                event.prevent_default();
                switch.toggle();
            }
        });
        on_cleanup(move || listener.remove());
        switch
    }

    /// Whether it is shown.
    pub fn is_shown(self) -> bool {
        self.shown.get()
    }

    /// Shows or hides it.
    pub fn toggle(self) {
        self.shown.update(|shown| *shown = !*shown);
    }

    /// Whether labels are shown of questions without an answer; stays on from one question to the next.
    pub fn labels(self) -> RwSignal<bool> {
        self.labels
    }

    /// Quiz mode.
    pub fn quiz(self) -> QuizState {
        self.quiz
    }
}
