//! The accuracy of each prediction file on the selection, and the published numbers of questions as a chart.

use leptos::ev;
use leptos::prelude::*;

use super::state::{Explorer, Filtering};
use super::tree::checks::{Check, checks, toggled};
use crate::format::{integer, percent, share};
use crate::i18n::filter_words::{chart_title, node_name};
use crate::reactive::{dynamic, dynamic_text, dynamic_value, memo};
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use crate::ui::text::Bar;
use engine::lexical_tree::TreeKind;
use engine::scoring::RuleSet;
use protocol::{Phase, PredictionsId};

/// A line a prediction file: accuracy with correct answers and n; and the rule set that they rest on.
#[component]
pub fn AccuracyTable() -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let filtering = expect_context::<Filtering>();
    let session = expect_context::<Session>();
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
    let rule_sets = move || {
        RuleSet::ALL
            .map(|rules| {
                let selected = move || explorer.params.rules.get() == rules;
                view! { <option value=rules.to_string() selected=selected>{rules.to_string()}</option> }
            })
            .collect_view()
    };
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
            <span class="accuracy-line__name" title=dynamic_value(move || name.get())>{dynamic(short)}</span>
            <span class="accuracy-line__percent">{dynamic(accuracy)}</span>
            <span class="accuracy-line__counts">{dynamic(counts)}</span>
        </div>
    }
}

/// A bar a value that occurs; pressing one checks or unchecks its node.
#[component]
pub fn Chart() -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let preferences = expect_context::<Preferences>();
    let view = explorer.params.view;
    let counts = memo(move || first_level(explorer, view.get()));
    let greatest = memo(move || counts.with(|counts| counts.iter().map(|entry| entry.count).max().unwrap_or(0)));
    let keys = move || {
        let kind = view.get();
        counts.with(|counts| counts.iter().map(|entry| (kind, entry.node, entry.name.clone())).collect::<Vec<_>>())
    };
    view! {
        <section class="chart">
            <h2 class="breakdown__title">{dynamic_text(move || chart_title(preferences.messages(), view.get()))}</h2>
            <ul class="chart__bars">
                <For each=keys key=Clone::clone let((kind, node, name))>
                    <li><ChartBar kind node name counts greatest /></li>
                </For>
            </ul>
        </section>
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Entry {
    node: u32,
    name: String,
    count: u32,
    /// Whether only a part of its questions is checked, and how many these are is not published.
    is_at_most: bool,
}

/// The first-level nodes that occur; without a dataset, the checked ones among those whose number of questions is
/// published.
fn first_level(explorer: Explorer, kind: TreeKind) -> Vec<Entry> {
    let Some(tree) = explorer.result.tree(kind) else { return Vec::new() };
    let counts = explorer.result.counts(kind, |counts| Some(counts.selected_first_level.clone()));
    let checks = explorer.params.selection.with(|selection| checks(&tree, &selection.nodes));
    let check = |node: u32| usize::try_from(node).ok().and_then(|at| checks.get(at).copied()).unwrap_or_default();
    let is_any_checked = checks.iter().any(|check| *check != Check::No);
    let entries = tree.roots().iter().enumerate().filter_map(|(at, node)| {
        let found = tree.node(*node)?;
        let (count, is_at_most) = match &counts {
            Some(counts) => (counts.get(at).copied(), false),
            None if is_any_checked && check(*node) == Check::No => (None, false),
            None => (found.published_questions, check(*node) == Check::Some),
        };
        Some(Entry { node: *node, name: found.name.clone(), count: count?, is_at_most })
    });
    entries.filter(|entry| entry.count > 0).collect()
}

#[component]
fn ChartBar(kind: TreeKind, node: u32, name: String, counts: Memo<Vec<Entry>>, greatest: Memo<u32>) -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let filtering = expect_context::<Filtering>();
    let preferences = expect_context::<Preferences>();
    let entry = memo(move || counts.with(|counts| counts.iter().find(|entry| entry.node == node).cloned()));
    let count = memo(move || entry.with(|entry| entry.as_ref().map_or(0, |entry| entry.count)));
    let is_at_most = move || entry.with(|entry| entry.as_ref().is_some_and(|entry| entry.is_at_most));
    let figure = move || format!("{}{}", if is_at_most() { "≤ " } else { "" }, integer(count.get().into()));
    let press = move |_| {
        if let Some(tree) = untrack(|| explorer.result.tree(kind)) {
            filtering.change(|explore| explore.selection.nodes = toggled(&tree, &explore.selection.nodes, node));
        }
    };
    let label = {
        let name = name.clone();
        move || node_name(preferences.messages(), kind, &name)
    };
    view! {
        <button type="button" class="chart__bar" title=name on:click=press>
            <span class="chart__name">{label}</span>
            <Bar share=Signal::derive(move || share(count.get(), greatest.get())) />
            <span class="chart__count">{dynamic(figure)}</span>
        </button>
    }
}
