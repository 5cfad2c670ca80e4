//! Pictures, question, hint, options, answer and metadata.

use leptos::prelude::*;

use super::answer::AnswerSwitch;
use super::metadata::Metadata;
use super::options::Options;
use super::pictures::Pictures;
use crate::app::components::common::icon::{Icon, IconView};
use crate::app::format::integer;
use crate::app::i18n::fill;
use crate::app::state::preferences::{Preferences, tr};
use crate::protocol::QuestionView;

/// A question of the dataset with its answer hidden until asked for.
#[component]
pub fn QuestionPanel(
    /// The question.
    question: QuestionView,
    /// Whether its answer is shown.
    answer: AnswerSwitch,
    /// Goes to the next question (`true`) or the previous one.
    step: Callback<bool>,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let index = question.index.clone();
    let place = integer(u64::from(question.row) + 1);
    let title = move || fill(preferences.messages().question_title, &[("index", &index), ("row", &place)]);
    let truth = question.answer.clone();
    let marked = question.answer.clone();
    let has_answer = truth.is_some();
    let label = move || {
        let words = preferences.messages();
        if answer.is_shown() { words.hide_answer } else { words.show_answer }
    };
    let shown = move || {
        let text = match &truth {
            Some(truth) => fill(preferences.messages().answer_is, &[("answer", truth)]),
            None => preferences.messages().answer_absent.to_owned(),
        };
        (answer.is_shown() || !has_answer).then(|| view! { <span class="answer__text">{text}</span> })
    };
    view! {
        <article class="question">
            <div class="question__head">
                <h2 class="question__index">{title}</h2>
                <div class="actions">
                    <button
                        type="button"
                        class="button button--icon"
                        aria-label=tr(|m| m.previous)
                        title=tr(|m| m.previous)
                        on:click=move |_| step.run(false)
                    >
                        <IconView icon=Icon::Previous />
                    </button>
                    <button
                        type="button"
                        class="button button--icon"
                        aria-label=tr(|m| m.next)
                        title=tr(|m| m.next)
                        on:click=move |_| step.run(true)
                    >
                        <IconView icon=Icon::Next />
                    </button>
                </div>
            </div>
            <Pictures
                row=question.row
                index=question.index
                pictures=question.pictures
                picture_of=question.picture_of
            />
            {question.hint.map(|hint| view! { <p class="question__hint">{tr(|m| m.hint)} ": " {hint}</p> })}
            <p class="question__text">{question.question}</p>
            <Options
                options=question.options
                marked=Signal::derive(move || if answer.is_shown() { marked.clone() } else { None })
            />
            <div class="answer">
                {has_answer.then(|| view! {
                    <button type="button" class="button" on:click=move |_| answer.toggle()>{label}</button>
                })}
                <span aria-live="polite">{shown}</span>
            </div>
            <Metadata metadata=question.metadata />
        </article>
    }
}
