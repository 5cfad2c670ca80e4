//! The score in a line: accuracy with its interval, number of questions, rule set, whose answers; and what is to be known.

use leptos::prelude::*;

use crate::format::{integer, interval, percent};
use crate::i18n::words::rule_sets::rule_set_words;
use crate::i18n::{Messages, explain, fill};
use crate::reactive::{dynamic, memo};
use crate::shell::preferences::Preferences;
use crate::shell::session::Session;
use crate::ui::marks::WARNING;
use protocol::{ScoreNote, ScoreSummary, Truth};

/// Accuracy and what it is of.
#[component]
pub fn Headline(
    /// The score.
    summary: Memo<Option<ScoreSummary>>,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let accuracy = move || summary.with(|score| score.as_ref().map(|score| percent(score.hits, score.n)));
    let counts = move || summary.with(|score| score.as_ref().map(|score| counts(preferences.messages(), score)));
    let basis = move || {
        summary.with(|score| {
            let score = score.as_ref()?;
            let rules = rule_set_words(preferences.language.get(), score.rules).name;
            Some(view! { <strong>{rules}</strong> " · " {truth(preferences.messages(), score)} })
        })
    };
    view! {
        <div class="headline" aria-live="polite">
            <p class="headline__accuracy">{dynamic(accuracy)}</p>
            <div>
                <p class="headline__counts">{dynamic(counts)}</p>
                <p class="headline__truth">{dynamic(basis)}</p>
            </div>
        </div>
    }
}

fn counts(words: &Messages, score: &ScoreSummary) -> String {
    let [hits, n, missing] = [score.hits, score.n, score.not_inferable].map(|count| integer(count.into()));
    let parts = [
        fill(words.score.interval, &[("interval", &interval(score.hits, score.n))]),
        fill(words.score.headline_counts, &[("hits", &hits), ("n", &n)]),
        fill(words.score.missing_count, &[("n", &missing)]),
    ];
    parts.join(" · ")
}

fn truth(words: &Messages, score: &ScoreSummary) -> &'static str {
    match score.truth {
        Truth::Dataset if score.is_vlmevalkits() => words.score.truth_dataset,
        Truth::Dataset => words.score.truth_ours,
        Truth::OwnColumn => words.score.truth_own,
    }
}

/// Why VLMEvalKit gives no score, where it gives none, and a line for each note.
#[component]
pub fn Notes(
    /// The score.
    summary: Memo<Option<ScoreSummary>>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let preferences = expect_context::<Preferences>();
    let refusal = move || {
        let failure = summary.with(|summary| summary.as_ref()?.refusal.clone())?;
        let explained = session.parts.with(|parts| explain(preferences.language.get(), &failure, parts));
        let words = preferences.messages();
        Some(view! {
            <div class="note note--fault" role="alert">
                <p class="note__what">{fill(words.score.refusal, &[("why", &explained.what)])}</p>
                <p class="note__next">{words.score.refusal_next}</p>
            </div>
        })
    };
    let notes = memo(move || summary.with(|score| score.as_ref().map(|score| score.notes.clone())));
    let lines = move || {
        let words = preferences.messages();
        let line = |note: &ScoreNote| {
            view! {
                <p class="note note--warning">
                    <span class="note__sign" aria-hidden="true">{WARNING}</span> " " {in_words(words, note)}
                </p>
            }
        };
        notes.get().unwrap_or_default().iter().map(line).collect_view()
    };
    view! { {dynamic(refusal)} {dynamic(lines)} }
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
