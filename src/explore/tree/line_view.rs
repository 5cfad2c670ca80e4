//! A line of the lexical tree.

use leptos::attr::custom::custom_attribute;
use leptos::ev;
use leptos::prelude::*;

use super::checks::Check;
use super::lines::{Line, LineKind};
use super::view::TreeState;
use crate::explore::state::Explorer;
use crate::format::{integer, percent};
use crate::i18n::fill;
use crate::i18n::filter_words::node_name;
use crate::reactive::{dynamic, dynamic_text, dynamic_value, memo};
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use crate::ui::icon::{Icon, IconView};
use engine::lexical_tree::TreeKind;
use protocol::explore::NodeAccuracy;

/// A node, or the heading of those that the published tree lacks.
#[component]
pub fn TreeLine(
    /// The line.
    line: Line,
    /// What all lines share.
    state: TreeState,
) -> impl IntoView {
    match line.kind {
        LineKind::Heading => view! {
            <div role="presentation" class="tree__heading" class:tree__heading--deep={line.level > 1}>
                {tr(|m| m.explore.not_published)}
            </div>
        }
        .into_any(),
        LineKind::Node { place, siblings, unfolded } => {
            view! { <NodeLine line place siblings unfolded state /> }.into_any()
        }
    }
}

#[component]
fn NodeLine(line: Line, place: u32, siblings: u32, unfolded: Option<bool>, state: TreeState) -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let preferences = expect_context::<Preferences>();
    let node = line.node;
    let at = usize::try_from(node).unwrap_or(usize::MAX);
    // The line goes when another tree comes into view.
    let view = explorer.params.view.get_untracked();
    let check = memo(move || state.checks.with(|checks| checks.get(at).copied().unwrap_or_default()));
    let is_active = move || state.active.get() == node;
    let count = memo(move || explorer.result.counts(view, |counts| counts.questions.get(at).copied()));
    let is_in_file = memo(move || {
        count.get().is_none() || state.tree.with(|tree| tree.node(node).is_some_and(|node| node.loaded > 0))
    });
    let name = line.name.clone();
    let shown = move || node_name(preferences.messages(), view, &name);
    let title = {
        let name = line.name.clone();
        move || {
            let words = preferences.messages();
            let name = node_name(words, view, &name);
            if is_in_file.get() { name } else { fill(words.explore.not_in_file, &[("name", &name)]) }
        }
    };
    let click = move |_: ev::MouseEvent| {
        state.active.set(node);
        state.toggle(node);
    };
    let fold = move |event: ev::MouseEvent| {
        event.stop_propagation();
        state.active.set(node);
        state.fold(node);
    };
    view! {
        <div
            role="treeitem"
            id=format!("node-{node}")
            class=format!("tree__line tree__line--{}", line.level.clamp(1, 3))
            class:tree__line--active=is_active
            class:tree__line--checked=dynamic_value(move || check.get() == Check::Yes)
            class:tree__line--none=dynamic_value(move || count.get() == Some(0))
            class:tree__line--absent=dynamic_value(move || !is_in_file.get())
            aria-posinset=place.to_string()
            aria-setsize=siblings.to_string()
            aria-expanded=unfolded.map(|unfolded| unfolded.to_string())
            aria-checked=dynamic_value(move || check.get().aria())
            title=title
            on:click=click
        >
            {match unfolded {
                Some(unfolded) => view! {
                    <span class="tree__fold" class:tree__fold--open=unfolded on:click=fold>
                        <IconView icon=Icon::Next />
                    </span>
                }
                .into_any(),
                None => view! { <span class="tree__fold"></span> }.into_any(),
            }}
            <span class="tree__box" aria-hidden="true"></span>
            <span class="tree__name">
                {dynamic(shown)}
                {(!line.published).then(|| view! {
                    <span class="unseen">{tr(|m| m.explore.not_published_in_brackets)}</span>
                })}
            </span>
            <Figures node view count state />
        </div>
    }
    // The attribute is not among those that views know by name.
    .add_any_attr(custom_attribute("aria-level", line.level.to_string()))
}

/// Questions and accuracies; without a dataset labels and questions as published.
#[component]
fn Figures(node: u32, view: TreeKind, count: Memo<Option<u32>>, state: TreeState) -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let files = memo(move || explorer.result.read(|summary| summary.accuracy.len()).unwrap_or_default());
    let is_published = memo(move || count.get().is_none());
    let published = move || {
        state.tree.with(|tree| {
            let node = tree.node(node)?;
            let labels = (node.level < 3).then(|| integer(node.published_labels.into()));
            Some((labels, node.published_questions.map(|count| integer(count.into()))))
        })
    };
    move || {
        if is_published.get() {
            let (labels, questions) = published().unwrap_or_default();
            return view! {
                <span class="tree__count">{labels}</span>
                <span class="tree__count">{questions}</span>
            }
            .into_any();
        }
        view! {
            <span class="tree__count">{dynamic_text(move || count.get().map(|count| integer(count.into())).unwrap_or_default())}</span>
            {dynamic(move || (0..files.get()).map(|file| view! { <Accuracy node view file count /> }).collect_view())}
        }
        .into_any()
    }
}

/// A prediction file's accuracy on the questions of a node; with its n where that is not the number of questions.
#[component]
fn Accuracy(node: u32, view: TreeKind, file: usize, count: Memo<Option<u32>>) -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let session = expect_context::<Session>();
    let preferences = expect_context::<Preferences>();
    let at = usize::try_from(node).unwrap_or(usize::MAX);
    let scored = memo(move || {
        explorer.result.counts(view, |counts| counts.scored.get(file)?.get(at).copied()).unwrap_or_default()
    });
    let title = move || {
        let NodeAccuracy { n, correct } = scored.get();
        let id = explorer.result.read(|summary| summary.accuracy.get(file).map(|file| file.predictions)).flatten();
        let name = id.and_then(|id| session.short_predictions_name(id)).unwrap_or_default();
        let values = [
            ("file", name.as_str()),
            ("accuracy", &percent(correct, n)),
            ("hits", &integer(correct.into())),
            ("n", &integer(n.into())),
        ];
        fill(preferences.messages().explore.accuracy_cell, &values)
    };
    let figure = move || {
        let NodeAccuracy { n, correct } = scored.get();
        (n > 0).then(|| percent(correct, n))
    };
    let other_n = move || {
        let NodeAccuracy { n, .. } = scored.get();
        (n > 0 && Some(n) != count.get()).then(|| view! { <span class="tree__n">"/ " {integer(n.into())}</span> })
    };
    view! { <span class="tree__accuracy" title=title>{dynamic(figure)} {dynamic(other_n)}</span> }
}
