//! The options of a question and its answer.

use leptos::prelude::*;

use super::predictions::{Choice, Verdict};
use super::quiz::Pick;
use super::quiz_bar::QuizState;
use crate::reactive::{dynamic, memo, on_key};
use crate::shell::preferences::tr;
use crate::ui::marks::{CHOSEN, CORRECT, INCORRECT};
use crate::ui::text::marked;
use web::keyboard::command_key;

/// Options that can be picked, and what has become of the pick.
#[derive(Clone, Copy)]
pub struct Picking {
    /// Whether an option can be picked.
    pub open: Signal<bool>,
    /// What has become of the question.
    pub pick: Signal<Option<Pick>>,
    /// Picks an option.
    pub choose: Callback<char>,
}

/// Letter and text of each option; the answer is marked where that is asked for, and what a model chose.
#[component]
pub fn Options(
    /// Letter and text.
    options: Vec<(char, String)>,
    /// The answer, while it is shown.
    #[prop(into)]
    marked: Signal<Option<String>>,
    /// The letter that a model chose, where one did.
    #[prop(optional)]
    chosen: Option<char>,
    /// Picking, where there is quiz mode.
    #[prop(optional_no_strip)]
    picking: Option<Picking>,
    /// Where keywords are found in each option's text.
    #[prop(optional)]
    found: Signal<Vec<Vec<(u32, u32)>>>,
    /// What prediction files chose, a mark each.
    #[prop(optional, into)]
    choices: Signal<Vec<Choice>>,
) -> impl IntoView {
    let items = options
        .into_iter()
        .enumerate()
        .map(|(at, (letter, text))| {
            let found = memo(move || found.with(|found| found.get(at).cloned()).unwrap_or_default());
            let own = letter.to_string();
            let is_marked = memo(move || marked.with(|marked| marked.as_deref() == Some(own.as_str())));
            let is_chosen = chosen == Some(letter);
            let of_letter =
                move |choices: &Vec<Choice>| choices.iter().filter(|choice| choice.letter == letter).cloned().collect();
            let choices = memo(move || choices.with(of_letter));
            view! { <OptionLine letter text is_marked is_chosen picking found choices /> }
        })
        .collect_view();
    view! { <ul class="options">{items}</ul> }
}

#[component]
fn OptionLine(
    letter: char,
    text: String,
    is_marked: Memo<bool>,
    is_chosen: bool,
    picking: Option<Picking>,
    found: Memo<Vec<(u32, u32)>>,
    choices: Memo<Vec<Choice>>,
) -> impl IntoView {
    let is_open = move || picking.is_some_and(|picking| picking.open.get());
    let is_picked = memo(move || {
        let pick = picking.and_then(|picking| picking.pick.get());
        matches!(pick, Some(Pick::Judged { letter: picked, .. }) if picked == letter)
    });
    let is_wrong = memo(move || {
        let judged = picking.and_then(|picking| picking.pick.get());
        let is_wrong_pick = judged == Some(Pick::Judged { letter, right: false }) && !is_open();
        is_wrong_pick || (is_chosen && !is_marked.get())
    });
    // The sign is for the eye, the words for those who cannot see it.
    let mark = move || match (is_marked.get(), is_wrong.get(), is_chosen) {
        (true, _, true) => Some((CORRECT, tr(|m| m.question.option_chosen_right)())),
        (true, _, false) => Some((CORRECT, tr(|m| m.question.option_right)())),
        (false, true, true) => Some((INCORRECT, tr(|m| m.question.option_chosen)())),
        (false, true, false) => Some((INCORRECT, tr(|m| m.question.option_wrong)())),
        (false, false, _) => None,
    };
    let content = {
        let text = text.clone();
        move || {
            let text = text.clone();
            view! {
                <span class="options__letter">{letter}</span>
                <span class="options__text">
                    {dynamic(move || found.with(|found| marked(&text, found)))}
                    {dynamic(move || choices.get().into_iter().map(file_mark).collect_view())}
                </span>
                <span class="options__mark" class:options__mark--incorrect=is_wrong>
                    {dynamic(move || mark().map(|(sign, words)| view! {
                        <span aria-hidden="true">{sign}</span>
                        <span class="unseen">{words}</span>
                    }))}
                </span>
            }
        }
    };
    let line = move || {
        if is_open() {
            let choose = move |_| {
                if let Some(picking) = picking {
                    picking.choose.run(letter);
                }
            };
            view! {
                <button type="button" class="options__line options__line--open" on:click=choose>
                    {content.clone()()}
                </button>
            }
            .into_any()
        } else {
            view! { <div class="options__line">{content.clone()()}</div> }.into_any()
        }
    };
    view! {
        <li
            class="options__option"
            class:options__option--correct=is_marked
            class:options__option--incorrect=is_wrong
            class:options__option--picked=is_picked
        >
            {dynamic(line)}
        </li>
    }
}

/// That a prediction file chose the option; right or wrong is told with the answer alone.
fn file_mark(Choice { file, outcome, .. }: Choice) -> AnyView {
    let sign = match outcome {
        Some(outcome) => view! { <Verdict outcome worded=false /> }.into_any(),
        None => view! {
            <span class="verdict" aria-hidden="true">{CHOSEN}</span>
            <span class="unseen">{tr(|m| m.question.chosen_by)}</span>
        }
        .into_any(),
    };
    view! { <span class="options__file">{sign} " " {file}</span> }.into_any()
}

/// Shows the answer of one question at a time, another question hides its own; and labels, where there are no answers.
#[derive(Clone, Copy)]
pub struct AnswerSwitch {
    shown: RwSignal<bool>,
    labels: RwSignal<bool>,
    quiz: QuizState,
}

impl AnswerSwitch {
    /// Hidden, and hidden again whenever `row` changes; the space key shows and hides it, and in quiz mode goes on.
    pub fn new(row: Signal<Option<u32>>, step: Callback<bool>) -> Self {
        let shown = RwSignal::new(false);
        Effect::watch(move || row.get(), move |_, _, _| shown.set(false), false);
        let switch = Self { shown, labels: RwSignal::new(false), quiz: expect_context() };
        on_key(move |event| {
            if command_key(&event).as_deref() == Some(" ") {
                event.prevent_default();
                if switch.quiz.on.get_untracked() && shown.get_untracked() {
                    step.run(true);
                } else {
                    switch.toggle();
                }
            }
        });
        switch
    }

    /// Whether it is shown.
    pub fn is_shown(self) -> bool {
        self.shown.get()
    }

    /// Whether quiz mode keeps back what would give the answer away.
    pub fn withholds(self) -> bool {
        self.quiz.on.get() && !self.is_shown()
    }

    /// Shows it.
    pub fn show(self) {
        self.shown.set(true);
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
