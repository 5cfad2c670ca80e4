//! What the loaded prediction files say to a question, and why each letter was extracted.

use leptos::prelude::*;

use super::answer::AnswerSwitch;
use super::folded::Folded;
use crate::components::common::failure_note::FailureNote;
use crate::components::score::verdict::{Outcome, Verdict};
use crate::format::integer;
use crate::i18n::{fill, rule_about, rule_name};
use crate::queries::latest::Loadable;
use crate::queries::predictions_of::predictions_of;
use crate::reactive::{dynamic, dynamic_text, memo};
use crate::state::preferences::{Preferences, tr};
use crate::state::session::Session;
use engine::scoring::RuleSet;
use protocol::{FoundPrediction, PredictionOf};

/// The predictions under the chosen rule set; whether they are right is told with the answer.
#[component]
pub fn Predictions(
    /// Row of the dataset.
    row: u32,
    /// Whether the answer is shown.
    answer: AnswerSwitch,
    /// The rule set.
    rules: Memo<RuleSet>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let preferences = expect_context::<Preferences>();
    let predictions = predictions_of(session, row, rules);
    let is_withheld = memo(move || answer.quiz().on.get() && !answer.is_shown());
    let title = move || fill(preferences.messages().question.predictions, &[("rules", rules.get().name())]);
    let content = move || match predictions.get() {
        Loadable::Idle => ().into_any(),
        Loadable::Loading => view! { <p class="hint">{tr(|m| m.shell.loading)}</p> }.into_any(),
        Loadable::Failed(failure) => view! { <FailureNote failure /> }.into_any(),
        Loadable::Ready(_) if is_withheld.get() => {
            view! { <p class="muted">{tr(|m| m.question.predictions_withheld)}</p> }.into_any()
        }
        Loadable::Ready(list) => {
            let items = list.into_iter().map(|prediction| view! { <Prediction prediction answer /> }).collect_view();
            view! { <ul class="predictions">{items}</ul> }.into_any()
        }
    };
    let is_there = memo(move || session.predictions.with(|list| !list.is_empty()));
    move || {
        is_there.get().then(|| {
            view! {
                <section class="question__predictions">
                    <h3 class="section__subtitle">{dynamic(title)}</h3>
                    {dynamic(content)}
                </section>
            }
        })
    }
}

#[component]
fn Prediction(prediction: PredictionOf, answer: AnswerSwitch) -> impl IntoView {
    let session = expect_context::<Session>();
    let preferences = expect_context::<Preferences>();
    let PredictionOf { predictions, rows, found } = prediction;
    let name = move || session.predictions_named(predictions);
    let repeated = (rows > 1).then(|| {
        let told = move || {
            let words = preferences.messages();
            fill(words.question.prediction_repeated, &[("rows", &integer(rows.into()))])
        };
        view! { <p class="predictions__note">{dynamic(told)}</p> }
    });
    let found = match found {
        Some(found) => view! { <Found found answer /> }.into_any(),
        None => view! { <p class="predictions__note">{tr(|m| m.question.prediction_missing)}</p> }.into_any(),
    };
    view! {
        <li class="predictions__item">
            <p class="predictions__file">{dynamic(name)}</p>
            {found}
            {repeated}
        </li>
    }
}

#[component]
fn Found(found: FoundPrediction, answer: AnswerSwitch) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let FoundPrediction { prediction, cut, letter, rule, hit } = found;
    let outcome = hit.map(|hit| Outcome::from_letter(letter, hit));
    let verdict = move || {
        let outcome = outcome.filter(|_| answer.is_shown())?;
        Some(view! { <Verdict outcome worded=true /> })
    };
    let more = (cut > 0).then(|| {
        let told = move || fill(preferences.messages().question.prediction_cut, &[("n", &integer(cut.into()))]);
        view! { <p class="predictions__note">{dynamic(told)}</p> }
    });
    view! {
        <p class="predictions__letter">
            <strong>{letter}</strong>
            <span>{dynamic_text(move || rule_name(preferences.messages(), rule))}</span>
            {dynamic(verdict)}
        </p>
        <p class="predictions__note">{dynamic_text(move || rule_about(preferences.messages(), rule))}</p>
        <Folded text=prediction />
        {more}
    }
}
