//! The selection by the first level of the tree in view.

use leptos::prelude::*;

use crate::components::common::bar::Bar;
use crate::format::{integer, share};
use crate::i18n::filter_words::{chart_title, node_name};
use crate::queries::explore::Explorer;
use crate::reactive::{dynamic, dynamic_text, memo};
use crate::state::preferences::Preferences;
use crate::tasks::filter::Filtering;
use crate::tree_view::{Check, checks, toggled};
use engine::lexical_tree::TreeKind;

/// A bar a value that occurs; pressing one checks or unchecks its node.
#[component]
pub fn Chart() -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let preferences = expect_context::<Preferences>();
    let view = explorer.wanted.view;
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
    let Some(tree) = explorer.found.tree(kind) else { return Vec::new() };
    let counts = explorer.found.counts(kind, |counts| Some(counts.selected_first_level.clone()));
    let checks = explorer.wanted.selection.with(|selection| checks(&tree, &selection.nodes));
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
        if let Some(tree) = untrack(|| explorer.found.tree(kind)) {
            filtering.change(|explore| explore.selection.nodes = toggled(&tree, &explore.selection.nodes, node));
        }
    };
    let label = {
        let name = name.clone();
        move || node_name(preferences.messages(), kind, &name).to_owned()
    };
    view! {
        <button type="button" class="chart__bar" title=name on:click=press>
            <span class="chart__name">{label}</span>
            <Bar share=Signal::derive(move || share(count.get(), greatest.get())) />
            <span class="chart__count">{dynamic(figure)}</span>
        </button>
    }
}
