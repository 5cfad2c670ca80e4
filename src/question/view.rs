//! Images, question, hint, options, answer, predictions and metadata.

use leptos::prelude::*;

use super::images::Images;
use super::options::{AnswerSwitch, Options, Picking};
use super::predictions::{Metadata, Predictions, choices, predictions_of};
use super::quiz_bar::QuizBar;
use crate::format::integer;
use crate::i18n::fill;
use crate::reactive::{dynamic, effect, handler, on_key};
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use crate::ui::button::CloseOpen;
use crate::ui::icon::{Icon, IconView};
use crate::ui::text::marked;
use engine::scoring::RuleSet;
use protocol::QuestionView;
use protocol::explore::QuestionMarks;
use web::focus::keep_off_buttons;
use web::keyboard::{command_key, free_arrow};

/// A question of the dataset with its answer hidden until asked for.
#[component]
pub fn QuestionPanel(
    /// The question.
    question: QuestionView,
    /// Where the keywords are found in the open question, which may already be another one.
    marks: Memo<QuestionMarks>,
    /// Whether its answer is shown.
    answer: AnswerSwitch,
    /// Goes to the next question (`true`) or the previous one.
    step: Callback<bool>,
    /// Closes the question.
    close: Callback<()>,
    /// The rule set of the predictions' letters.
    rules: Memo<RuleSet>,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let session = expect_context::<Session>();
    let row = question.row;
    let predictions = predictions_of(session, row, rules);
    let has_answer = question.answer.is_some();
    let letters: Vec<char> = question.options.iter().map(|(letter, _)| *letter).collect();
    let truth = StoredValue::new(question.answer.clone());
    let picking = picking(row, answer, truth);
    if has_answer {
        pick_by_keys(letters, picking);
    }
    step_by_arrows(step);
    effect(move || {
        // While the next question is read, this one still stands here and its answer is about to be hidden.
        if answer.quiz().on.get() && answer.is_shown() && has_answer {
            answer.quiz().reveal(row);
        }
    });
    let right = move || truth.get_value().filter(|_| answer.is_shown()).map(|truth| truth.trim().to_owned());
    let of_this = move || marks.with(|marks| (marks.row == row).then(|| marks.clone())).unwrap_or_default();
    let option_marks = Signal::derive(move || of_this().options);
    let text = move || marked(&question.question, &of_this().question);
    let hint = question.hint.map(|hint| {
        let line = move || fill(preferences.messages().question.hint, &[("hint", &hint)]);
        view! { <p class="question__hint">{dynamic(line)}</p> }
    });
    view! {
        <article class="question" tabindex="-1" on:mousedown=|event| keep_off_buttons(&event)>
            <Head row index=question.index.clone() step close />
            <Images
                row
                index=question.index
                images=question.pictures
                image_of=question.picture_of
            />
            {hint}
            <p class="question__text">{text}</p>
            <Options
                options=question.options
                marked=Signal::derive(right)
                picking=has_answer.then_some(picking)
                found=option_marks
                choices=choices(session, predictions, answer)
            />
            <div class="answer">
                {has_answer.then(|| view! { <AnswerButton answer /> })}
                <QuizBar row has_answer quiz=answer.quiz() next=Callback::new(move |()| step.run(true)) rules />
                <AnswerLine truth=question.answer answer />
            </div>
            <Predictions answer rules predictions />
            <Metadata metadata=question.metadata has_answer answer />
        </article>
    }
}

#[component]
fn Head(row: u32, index: String, step: Callback<bool>, close: Callback<()>) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let place = integer(u64::from(row) + 1);
    let title = move || fill(preferences.messages().question.title, &[("index", &index), ("row", &place)]);
    let button = |forward: bool| {
        let (icon, label) =
            if forward { (Icon::Next, tr(|m| m.question.next)) } else { (Icon::Previous, tr(|m| m.question.previous)) };
        view! {
            <button
                type="button"
                class="button button--icon"
                aria-label=label
                title=label
                on:click=handler(move |_| step.run(forward))
            >
                <IconView icon />
            </button>
        }
    };
    view! {
        <div class="question__head">
            <h2 class="question__index">{dynamic(title)}</h2>
            <div class="actions">{button(false)} {button(true)} <CloseOpen close /></div>
        </div>
    }
}

#[component]
fn AnswerButton(answer: AnswerSwitch) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let label = move || {
        let words = preferences.messages();
        if answer.is_shown() { words.question.hide_answer } else { words.question.show_answer }
    };
    view! { <button type="button" class="button" on:click=handler(move |_| answer.toggle())>{dynamic(label)}</button> }
}

/// The answer while it is shown, or that there is none.
#[component]
fn AnswerLine(truth: Option<String>, answer: AnswerSwitch) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let has_answer = truth.is_some();
    let shown = move || {
        let words = preferences.messages();
        let text = match truth.as_deref().map(str::trim) {
            Some("") | None => words.question.answer_absent.to_owned(),
            Some(truth) => fill(words.question.answer_is, &[("answer", truth)]),
        };
        (answer.is_shown() || !has_answer).then(|| view! { <span class="answer__text">{text}</span> })
    };
    view! { <span aria-live="polite">{dynamic(shown)}</span> }
}

/// What is picked is judged, and the answer shown, at once.
fn picking(row: u32, answer: AnswerSwitch, truth: StoredValue<Option<String>>) -> Picking {
    let quiz = answer.quiz();
    Picking {
        open: Signal::derive(move || {
            quiz.on.get() && !quiz.ended.get() && !answer.is_shown() && quiz.of(row).is_none()
        }),
        pick: Signal::derive(move || quiz.of(row)),
        choose: Callback::new(move |letter| {
            quiz.pick(row, letter, &truth.get_value().unwrap_or_default());
            answer.show();
        }),
    }
}

/// Left and right go to the previous and the next question.
fn step_by_arrows(step: Callback<bool>) {
    on_key(move |event| match free_arrow(&event).as_deref() {
        Some("ArrowRight") => step.run(true),
        Some("ArrowLeft") => step.run(false),
        _ => {}
    });
}

/// The letter of an option picks it while quiz mode is on.
fn pick_by_keys(letters: Vec<char>, picking: Picking) {
    on_key(move |event| {
        if !picking.open.get_untracked() {
            return;
        }
        let Some(key) = command_key(&event) else { return };
        let pressed = letters.iter().find(|letter| key == letter.to_ascii_lowercase().to_string());
        if let Some(letter) = pressed {
            event.prevent_default();
            picking.choose.run(*letter);
        }
    });
}
