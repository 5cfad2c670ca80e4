//! What became of a question in each prediction file: a sign a file.

use leptos::prelude::*;

use super::state::Explorer;
use crate::i18n::filter_words::outcome_label;
use crate::reactive::{dynamic, memo};
use crate::shell::preferences::Preferences;
use crate::shell::session::Session;
use crate::ui::marks::{CORRECT, INCORRECT, NO_LETTER};
use engine::selection::Outcome;
use protocol::RowSummary;

/// The signs, in the order of the files; colour and shape say the same.
#[component]
pub fn OutcomeMarks(
    /// The question.
    row: Memo<Option<RowSummary>>,
) -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let session = expect_context::<Session>();
    let preferences = expect_context::<Preferences>();
    let outcomes = memo(move || row.with(|row| row.as_ref().map(|row| row.outcomes.clone()).unwrap_or_default()));
    let names = memo(move || {
        let files =
            explorer.result.read(|summary| summary.accuracy.iter().map(|file| file.predictions).collect::<Vec<_>>());
        let files = files.unwrap_or_default().into_iter();
        files.map(|id| session.short_predictions_name(id).unwrap_or_default()).collect::<Vec<_>>()
    });
    let marks = move || {
        let words = preferences.messages();
        let mark = |(outcome, name): (Outcome, String)| {
            let (class, sign) = sign(outcome);
            let label = format!("{name}: {}", outcome_label(words, outcome));
            view! { <span class=class role="img" aria-label=label.clone() title=label>{sign}</span> }
        };
        outcomes.get().into_iter().zip(names.get()).map(mark).collect_view()
    };
    view! { <span class="outcome-marks">{dynamic(marks)}</span> }
}

fn sign(outcome: Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::Right => ("verdict verdict--correct", CORRECT),
        Outcome::Wrong => ("verdict verdict--incorrect", INCORRECT),
        Outcome::NotInferable => ("verdict verdict--warning", NO_LETTER),
        Outcome::Absent => ("verdict", "–"),
    }
}
