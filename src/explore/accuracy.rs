//! The accuracy of each prediction file on the selection.

use leptos::ev;
use leptos::prelude::*;

use super::state::{Explorer, Filtering};
use crate::format::{integer, percent};
use crate::reactive::{dynamic, dynamic_value, memo};
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use crate::ui::rule_sets::rule_set_options;
use engine::scoring::RuleSet;
use protocol::{Phase, PredictionsId};

/// A line a prediction file: accuracy with correct answers and n; and the rule set that they rest on.
#[component]
pub fn AccuracyTable() -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let filtering = expect_context::<Filtering>();
    let session = expect_context::<Session>();
    let preferences = expect_context::<Preferences>();
    let files = memo(move || {
        let ids =
            explorer.result.read(|summary| summary.accuracy.iter().map(|file| file.predictions).collect::<Vec<_>>());
        ids.unwrap_or_default()
    });
    let some = memo(move || files.with(|files| !files.is_empty()));
    let choose = move |name: String| {
        if let Ok(rules) = name.parse::<RuleSet>() {
            filtering.change(|explore| explore.rules = rules);
        }
    };
    // Of several files the signs are known, and room is scarce.
    let legend = move || {
        let words = &preferences.messages().explore;
        let signs = [words.outcome_right, words.outcome_wrong, words.outcome_not_inferable];
        files.with(|files| files.len() == 1).then(|| view! { <p class="accuracies__legend">{signs.join(" · ")}</p> })
    };
    let rule_sets = move || rule_set_options(move || explorer.params.rules.get());
    // While the dataset is being read, nothing is known of its answers.
    let has_none = memo(move || {
        let has_no_answers = session.dataset.with(|dataset| {
            dataset.as_ref().is_some_and(|dataset| dataset.phase == Phase::Complete && !dataset.has_answers)
        });
        has_no_answers && session.predictions.with(|files| !files.is_empty())
    });
    move || {
        if !some.get() {
            return has_none.get().then(|| view! { <p class="hint">{tr(|m| m.explore.no_accuracy)}</p> }.into_any());
        }
        some.get().then(|| {
            view! {
                <section class="accuracies" aria-label=tr(|m| m.explore.accuracy_of_selection)>
                    <h2 class="accuracies__title">{tr(|m| m.explore.accuracy_of_selection)}</h2>
                    <ul class="accuracies__files">
                        <For each=move || files.get() key=|id| *id let:id>
                            <li><AccuracyLine id /></li>
                        </For>
                    </ul>
                    {dynamic(legend)}
                    <label class="choice choice--small">
                        <span class="choice__label">{tr(|m| m.explore.rules)}</span>
                        <select class="field" on:change=move |event: ev::Event| choose(event_target_value(&event))>
                            {dynamic(rule_sets)}
                        </select>
                    </label>
                </section>
            }
            .into_any()
        })
    }
}

#[component]
fn AccuracyLine(id: PredictionsId) -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let session = expect_context::<Session>();
    let name = memo(move || session.predictions_named(id).unwrap_or_default());
    let short = move || session.short_predictions_name(id);
    let scored = memo(move || {
        let scored = explorer.result.read(|summary| {
            let file = summary.accuracy.iter().find(|file| file.predictions == id)?;
            Some((file.correct, file.n))
        });
        scored.flatten().unwrap_or_default()
    });
    let accuracy = move || {
        let (correct, n) = scored.get();
        percent(correct, n)
    };
    let counts = move || {
        let (correct, n) = scored.get();
        format!("{} / {}", integer(correct.into()), integer(n.into()))
    };
    view! {
        <div class="accuracy-line">
            <span title=dynamic_value(move || name.get())>{dynamic(short)}</span>
            <span class="accuracy-line__percent">{dynamic(accuracy)}</span>
            <span class="accuracy-line__counts">{dynamic(counts)}</span>
        </div>
    }
}
