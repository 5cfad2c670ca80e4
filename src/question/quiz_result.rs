//! The end of a quiz: how many were correct, and of the same questions how many each loaded file has.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::quiz_bar::QuizState;
use crate::i18n::fill;
use crate::reactive::{Loadable, Meanwhile, dynamic, handler, latest};
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use engine::scoring::RuleSet;
use protocol::{Failure, PredictionsId, ReadPredictions};

/// The result, and another round.
#[component]
pub fn QuizResult(
    /// The quiz.
    quiz: QuizState,
    /// The rule set of the models' letters.
    rules: Memo<RuleSet>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let preferences = expect_context::<Preferences>();
    let (rows, right) = untrack(|| quiz.judged());
    let answered = rows.len().to_string();
    let models = latest(
        move || Some((rows.clone(), rules.get(), session.basis.get())),
        Meanwhile::KeepPrevious,
        move |(rows, rules, _)| Box::pin(hits(session, rows.clone(), *rules)),
    );
    let text = move || {
        let words = preferences.messages().question;
        let mut parts = vec![fill(words.quiz_you, &[("right", &right.to_string())])];
        if let Loadable::Ready(models) = models.get() {
            parts.extend(models.into_iter().map(|(id, hits)| {
                let name = session.short_predictions_name(id).unwrap_or_default();
                fill(words.quiz_model, &[("name", &name), ("right", &hits.to_string())])
            }));
        }
        fill(words.quiz_result, &[("results", &parts.join(words.quiz_joint)), ("answered", &answered)])
    };
    view! {
        <p role="status">{dynamic(text)}</p>
        <button type="button" class="button button--primary" on:click=handler(move |_| quiz.begin())>
            {tr(|m| m.question.quiz_again)}
        </button>
    }
}

/// How many of the questions each loaded file has correct, in the order of loading.
async fn hits(session: Session, rows: Vec<u32>, rules: RuleSet) -> Result<BTreeMap<PredictionsId, usize>, Failure> {
    let mut hits = BTreeMap::new();
    for row in rows {
        for prediction in session.ask(ReadPredictions { row, rules }).await? {
            let is_hit = prediction.found.is_some_and(|found| found.hit == Some(true));
            *hits.entry(prediction.predictions).or_default() += usize::from(is_hit);
        }
    }
    Ok(hits)
}
