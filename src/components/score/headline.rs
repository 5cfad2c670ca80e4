//! The accuracy, and what it rests on.

use leptos::prelude::*;

use crate::format::{integer, percent};
use crate::i18n::fill;
use crate::reactive::dynamic;
use crate::state::preferences::Preferences;
use protocol::{ScoreSummary, Truth};

/// Accuracy in percent, number of rows, not inferable rows and the source of the answers.
#[component]
pub fn Headline(
    /// The score.
    summary: Signal<Option<ScoreSummary>>,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let accuracy = move || summary.with(|score| score.as_ref().map(|score| percent(score.hits, score.n)));
    let counts = move || {
        let words = preferences.messages();
        summary.with(|score| {
            score.as_ref().map(|score| {
                let [hits, n, missing] = [score.hits, score.n, score.not_inferable].map(|count| integer(count.into()));
                fill(words.score.headline_counts, &[("hits", &hits), ("n", &n), ("missing", &missing)])
            })
        })
    };
    let truth = move || {
        let words = preferences.messages();
        summary.with(|score| {
            score.as_ref().map(|score| match score.truth {
                Truth::Dataset if score.is_vlmevalkits() => words.score.truth_dataset,
                Truth::Dataset => words.score.truth_ours,
                Truth::OwnColumn => words.score.truth_own,
            })
        })
    };
    view! {
        <div class="headline" aria-live="polite">
            <p class="headline__accuracy">{dynamic(accuracy)}</p>
            <div class="headline__about">
                <p class="headline__counts">{dynamic(counts)}</p>
                <p class="headline__truth">{dynamic(truth)}</p>
            </div>
        </div>
    }
}
