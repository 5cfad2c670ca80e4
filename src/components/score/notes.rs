//! What is worth knowing of a score that stands all the same.

use leptos::prelude::*;

use crate::format::integer;
use crate::i18n::{Messages, fill};
use crate::reactive::memo;
use crate::state::preferences::Preferences;
use protocol::{ScoreNote, ScoreSummary};

/// A line for each note.
#[component]
pub fn Notes(
    /// The score.
    summary: Signal<Option<ScoreSummary>>,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let notes = memo(move || summary.with(|score| score.as_ref().map(|score| score.notes.clone())));
    move || {
        let words = preferences.messages();
        let notes = notes.get().unwrap_or_default();
        notes.iter().map(|note| view! { <p class="note">{in_words(words, note)}</p> }).collect_view()
    }
}

fn in_words(words: &Messages, note: &ScoreNote) -> String {
    match note {
        ScoreNote::FormatNotEvaluated { extension } => fill(words.score.format, &[("extension", extension)]),
        ScoreNote::RepeatedIndex { rows, conflicting } => {
            let form = if *conflicting == 0 { words.score.repeated } else { words.score.conflicting };
            let [rows, conflicting] = [*rows, *conflicting].map(|count| integer(count.into()));
            fill(form, &[("rows", &rows), ("conflicting", &conflicting)])
        }
    }
}
