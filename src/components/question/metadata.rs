//! The other columns of a question, its label hidden with its answer.

use leptos::prelude::*;

use super::answer::AnswerSwitch;
use crate::reactive::{dynamic, dynamic_value, handler, memo};
use crate::state::preferences::tr;

/// The column of the true label, which gives the answer away.
const LABEL: &str = "category";

/// Name and text of each column.
#[component]
pub fn Metadata(
    /// Name and text.
    metadata: Vec<(String, String)>,
    /// Whether the question has an answer, with which its label is shown.
    has_answer: bool,
    /// What is shown.
    answer: AnswerSwitch,
) -> impl IntoView {
    // A question may ask for just what stands here, as for the modality.
    let is_withheld = memo(move || has_answer && answer.quiz().on.get() && !answer.is_shown());
    move || {
        if is_withheld.get() {
            return view! { <p class="muted">{tr(|m| m.question.metadata_withheld)}</p> }.into_any();
        }
        let items = metadata.iter().cloned().map(|(name, text)| {
            let text = match (name == LABEL, has_answer) {
                (false, _) => text.into_any(),
                (true, true) => view! { <AnsweredLabel text answer /> }.into_any(),
                (true, false) => view! { <UnansweredLabel text answer /> }.into_any(),
            };
            view! { <div class="metadata__item"><dt>{name}</dt><dd>{text}</dd></div> }
        });
        view! { <dl class="metadata">{items.collect_view()}</dl> }.into_any()
    }
}

/// The label of a question with an answer: shown together with it.
#[component]
fn AnsweredLabel(text: String, answer: AnswerSwitch) -> impl IntoView {
    move || {
        if answer.is_shown() {
            text.clone().into_any()
        } else {
            view! { <span class="muted">{tr(|m| m.question.label_hidden)}</span> }.into_any()
        }
    }
}

/// The label of a question without an answer, as in TEST: shown only by a switch of its own.
#[component]
fn UnansweredLabel(text: String, answer: AnswerSwitch) -> impl IntoView {
    let shown = answer.labels();
    let words = move || if shown.get() { tr(|m| m.question.label_hide)() } else { tr(|m| m.question.label_show)() };
    view! {
        {dynamic(move || shown.get().then(|| view! { <span>{text.clone()}</span> " " }))}
        <button
            type="button"
            class="link"
            aria-pressed=dynamic_value(move || shown.get().to_string())
            on:click=handler(move |_| shown.update(|shown| *shown = !*shown))
        >
            {words}
        </button>
        <p class="metadata__warning">{tr(|m| m.question.label_warning)}</p>
    }
}
