//! What became of a question in each prediction file: a sign a file.

use leptos::prelude::*;

use super::state::Explorer;
use crate::i18n::filter_words::outcome_label;
use crate::reactive::{dynamic, memo};
use crate::shell::preferences::Preferences;
use crate::shell::session::Session;
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
    let mark = move |(at, outcome): (usize, Outcome)| {
        let file = explorer.result.read(|summary| summary.accuracy.get(at).map(|file| file.predictions)).flatten();
        let name = file.and_then(|id| session.short_predictions_name(id)).unwrap_or_default();
        let (class, sign) = match outcome {
            Outcome::Right => ("verdict verdict--right", "●"),
            Outcome::Wrong => ("verdict verdict--wrong", "✕"),
            Outcome::NotInferable => ("verdict verdict--missing", "◌"),
            Outcome::Absent => ("verdict verdict--missing", "–"),
        };
        let told = format!("{name}: {}", outcome_label(preferences.messages(), outcome));
        view! { <span class=class role="img" aria-label=told.clone() title=told>{sign}</span> }
    };
    view! {
        <span class="outcome-marks">
            {dynamic(move || outcomes.get().into_iter().enumerate().map(mark).collect_view())}
        </span>
    }
}
