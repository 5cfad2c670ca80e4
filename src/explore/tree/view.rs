//! The lexical tree: lines that unfold, with checks, counts and accuracies. Only the lines in view are elements, and the
//! focus stays on the tree itself, so that scrolling the line under the cursor away does not lose it.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::branches::Branches;
use super::checks::{Check, checks, toggled};
use super::keys::{Move, key_move, typed_ahead};
use super::line_view::TreeLine;
use super::lines::{Line, lines, parents_of};
use crate::explore::state::{Explorer, Filtering};
use crate::reactive::{dynamic, dynamic_value, handler, memo};
use crate::shell::preferences::tr;
use crate::shell::session::Session;
use crate::ui::virtual_list::Viewport;
use engine::selection::NodePath;
use web::clock;
use web::theme::is_narrow;

/// Height of a line in pixels, and where it is pressed by a finger.
const LINE_HEIGHT: u32 = 28;
const TOUCH_LINE_HEIGHT: u32 = 44;

/// Lines drawn beyond the edges.
const OVERSCAN: u32 = 6;

/// Letters typed within so many milliseconds belong together.
const TYPING: f64 = 700.0;

const NOTHING_TYPED: (String, f64) = (String::new(), f64::NEG_INFINITY);

/// What the lines of the tree share.
#[derive(Clone, Copy)]
pub struct TreeState {
    /// The tree in view.
    pub tree: Memo<Arc<Branches>>,
    /// The check of every node.
    pub checks: Memo<Vec<Check>>,
    /// The node under the cursor.
    pub active: RwSignal<u32>,
    unfolded: RwSignal<BTreeSet<NodePath>>,
    filtering: Filtering,
}

impl TreeState {
    fn new(explorer: Explorer, filtering: Filtering) -> Self {
        let view = explorer.params.view;
        let tree = memo(move || explorer.result.tree(view.get()).unwrap_or_default());
        let nodes = memo(move || explorer.params.selection.with(|selection| selection.nodes.clone()));
        let unfolded = RwSignal::new(BTreeSet::new());
        // What has been checked elsewhere, as by a link or an example, is unfolded to.
        Effect::new(move |earlier: Option<Vec<NodePath>>| {
            let nodes = nodes.get();
            let earlier: BTreeSet<NodePath> = earlier.unwrap_or_default().into_iter().collect();
            let hidden: Vec<NodePath> =
                nodes.iter().filter(|node| !earlier.contains(node)).flat_map(parents_of).collect();
            if !hidden.is_empty() {
                unfolded.update(|unfolded| unfolded.extend(hidden));
            }
            nodes
        });
        let active = RwSignal::new(0);
        Effect::watch(move || view.get(), move |_, _, _| active.set(0), false);
        Self {
            tree,
            checks: memo(move || tree.with(|tree| nodes.with(|nodes| checks(tree, nodes)))),
            active,
            unfolded,
            filtering,
        }
    }

    /// Checks or unchecks a node.
    pub fn toggle(self, node: u32) {
        let tree = self.tree.get_untracked();
        self.filtering.change(|explore| explore.selection.nodes = toggled(&tree, &explore.selection.nodes, node));
    }

    /// Unfolds or folds a node.
    pub fn fold(self, node: u32) {
        let path = self.tree.with_untracked(|tree| tree.path(node));
        self.unfolded.update(|unfolded| {
            if !unfolded.remove(&path) {
                unfolded.insert(path);
            }
        });
    }
}

/// The tree in view.
#[component]
pub fn LexicalTree() -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let state = TreeState::new(explorer, expect_context::<Filtering>());
    let lines = memo(move || state.tree.with(|tree| state.unfolded.with(|unfolded| lines(tree, unfolded))));
    let total = memo(move || lines.with(|lines| u32::try_from(lines.len()).unwrap_or(u32::MAX)));
    let at = memo(move || {
        let active = state.active.get();
        lines.with(|lines| lines.iter().position(|line| line.is_node() && line.node == active).unwrap_or_default())
    });
    let line_height = if is_narrow() { TOUCH_LINE_HEIGHT } else { LINE_HEIGHT };
    let viewport = Viewport::new(line_height);
    let height = memo(move || viewport.size.get().1);
    let range = memo(move || {
        let top = viewport.scroll_top.get();
        let first = (top / line_height).saturating_sub(OVERSCAN).min(total.get());
        let end = (top + height.get()).div_ceil(line_height).saturating_add(OVERSCAN).min(total.get());
        (first, end)
    });
    let drawn = move || {
        let (first, end) = range.get();
        let inside = index(first)..index(end);
        lines.with(|lines| lines.get(inside).map(<[Line]>::to_vec)).unwrap_or_default()
    };
    let files = memo(move || explorer.result.read(|summary| summary.accuracy.len()).unwrap_or_default());
    let go = move |to: usize| {
        let Some(node) = lines.with_untracked(|lines| lines.get(to).map(|line| line.node)) else { return };
        state.active.set(node);
        // The first line's height is hidden behind the headings, which stay at the top.
        viewport.bring_into_view(u32::try_from(to).unwrap_or(u32::MAX), 1);
    };
    let typed = StoredValue::new(NOTHING_TYPED);
    let pressed = move |event: ev::KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let key = event.key();
        let page = index((height.get_untracked() / line_height).saturating_sub(2).max(1));
        let tree = state.tree.get_untracked();
        let asked = lines.with_untracked(|lines| key_move(&tree, lines, at.get_untracked(), &key, page));
        let node = lines.with_untracked(|lines| lines.get(at.get_untracked()).map(|line| line.node));
        if asked.is_some() {
            typed.set_value(NOTHING_TYPED);
        }
        match (asked, node) {
            (Some(Move::To(to)), _) => go(to),
            (Some(Move::Unfold(_) | Move::Fold(_)), Some(node)) => state.fold(node),
            (Some(Move::Toggle(_)), Some(node)) => state.toggle(node),
            (Some(Move::UnfoldSiblings(paths)), _) => state.unfolded.update(|unfolded| unfolded.extend(paths)),
            (None, Some(_)) if is_typed(&key) => {
                let text = remember(typed, &key);
                if let Some(to) = lines.with_untracked(|lines| typed_ahead(lines, at.get_untracked(), &text)) {
                    go(to);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let active_id = move || {
        let (first, end) = range.get();
        let at = at.get();
        (index(first)..index(end)).contains(&at).then(|| format!("node-{}", state.active.get()))
    };
    view! {
        <div class="tree" style:--list-line=viewport.pixels(1) node_ref=viewport.element on:scroll=handler(move |_| viewport.scrolled())>
            <div class="tree__table" style:min-width=dynamic_value(move || format!("{}px", 220 + 72 * files.get()))>
            <TreeHead />
            <div
                role="tree"
                class="tree__lines"
                tabindex="0"
                aria-label=tr(|m| m.explore.tree)
                aria-multiselectable="true"
                aria-activedescendant=active_id
                style:height=dynamic_value(move || viewport.pixels(total.get()))
                on:keydown=pressed
            >
                <div role="presentation" style:height=dynamic_value(move || viewport.pixels(range.get().0))></div>
                <For each=drawn key=Line::clone let:line>
                    <TreeLine line state />
                </For>
            </div>
            </div>
        </div>
    }
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Whether a key is a letter or digit rather than a command.
fn is_typed(key: &str) -> bool {
    let mut letters = key.chars();
    matches!((letters.next(), letters.next()), (Some(letter), None) if letter.is_alphanumeric())
}

/// What has been typed without a pause, with a key more.
fn remember(typed: StoredValue<(String, f64)>, key: &str) -> String {
    let now = clock::now();
    let (before, when) = typed.get_value();
    let text = if now - when < TYPING { before + key } else { key.to_owned() };
    typed.set_value((text.clone(), now));
    text
}

/// What the columns are: without a dataset labels and questions as published, else questions and a prediction file each.
#[component]
pub fn TreeHead() -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let session = expect_context::<Session>();
    let is_published = memo(move || explorer.result.answer.with(Option::is_none));
    let files = memo(move || {
        let ids =
            explorer.result.read(|summary| summary.accuracy.iter().map(|file| file.predictions).collect::<Vec<_>>());
        ids.unwrap_or_default()
    });
    let names = move || {
        let names = files
            .get()
            .into_iter()
            .filter_map(|id| session.predictions_named(id).zip(session.short_predictions_name(id)));
        names.map(|(name, short)| view! { <span class="tree__accuracy" title=name>{short}</span> }).collect_view()
    };
    view! {
        <div class="tree__head" aria-hidden="true">
            <span class="tree__name"></span>
            {dynamic(move || is_published.get().then(|| view! {
                <span class="tree__count">{tr(|m| m.explore.tree_labels)}</span>
            }))}
            <span class="tree__count">{tr(|m| m.explore.tree_questions)}</span>
            {dynamic(names)}
        </div>
    }
}
