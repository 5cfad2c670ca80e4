//! The trees and what the selection holds, asked for again as filters and dataset change.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::ExploreParams;
use super::tree::branches::Branches;
use crate::reactive::{effect, memo, paced};
use crate::shell::session::Session;
use crate::ui::rows::block_start;
use engine::lexical_tree::{Published, TreeKind};
use engine::scoring::RuleSet;
use engine::selection::{Order, Selection};
use protocol::explore::{OutsideTree, ReadTrees, Select, SelectionSummary, TreeCounts, TreeView};
use protocol::{DatasetId, Failure, PredictionsId};
use web::fetch::fetch_text;

/// Where the published trees lie, relative to the page.
const PUBLISHED: &str = "tree/lexical-tree.json";

/// How often, at most, a selection is made again while the dataset grows.
const REFRESH: Duration = Duration::from_millis(500);

/// What the last selection gave.
#[derive(Clone, Copy)]
pub struct SelectionResult {
    /// The trees, in the order of [`TreeKind::ALL`]; empty until they are there.
    pub trees: RwSignal<Arc<Vec<Arc<Branches>>>>,
    /// What the selection holds, and which one; `None` without a dataset.
    pub answer: RwSignal<Option<Arc<Answer>>>,
    /// Why the last selection could not be made.
    pub failure: RwSignal<Option<Failure>>,
    /// Counts how often the worker had forgotten a selection that was still shown.
    forgotten: RwSignal<u32>,
}

/// What a selection holds.
#[derive(Debug, PartialEq)]
pub struct Answer {
    /// The selection.
    pub selection: Selection,
    /// The rule set of its results.
    pub rules: RuleSet,
    /// What it holds.
    pub summary: SelectionSummary,
    /// Position of the first of [`SelectionSummary::rows`].
    pub start: u32,
}

impl SelectionResult {
    /// A tree, once it is there.
    pub fn tree(self, kind: TreeKind) -> Option<Arc<Branches>> {
        self.trees.with(|trees| trees.get(place(kind)).cloned())
    }

    /// Something of what the selection holds.
    pub fn read<T>(self, read: impl FnOnce(&SelectionSummary) -> T) -> Option<T> {
        self.answer.with(|answer| answer.as_ref().map(|answer| read(&answer.summary)))
    }

    /// Something of the counts of a tree.
    pub fn counts<T>(self, kind: TreeKind, read: impl FnOnce(&TreeCounts) -> Option<T>) -> Option<T> {
        self.read(|summary| summary.trees.get(place(kind)).and_then(read)).flatten()
    }

    /// Selected questions that stand outside a published tree.
    pub fn outside(self, kind: TreeKind) -> Option<OutsideTree> {
        self.read(|summary| summary.outside_tree.get(place(kind)).copied()).flatten()
    }

    /// Makes the selection again, since the worker no longer holds it.
    pub fn renew(self) {
        self.forgotten.update(|count| *count = count.wrapping_add(1));
    }
}

fn place(kind: TreeKind) -> usize {
    TreeKind::ALL.iter().position(|other| *other == kind).unwrap_or_default()
}

/// The dataset as far as trees rest on it: which one, where there is one, and how much of it has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct DatasetRevision {
    dataset: Option<DatasetId>,
    rows: u32,
    indexing: bool,
}

/// All that an answer rests on.
#[derive(Debug, Clone, PartialEq)]
struct SelectionQuery {
    revision: DatasetRevision,
    predictions: Vec<PredictionsId>,
    selection: Selection,
    order: Order,
    rules: RuleSet,
    forgotten: u32,
}

/// Follows the filters. One request is under way at a time; what changes meanwhile is asked for in one when it is done.
/// With the selection come the questions at the positions in view.
pub fn follow_selection(session: Session, params: ExploreParams, in_view: RwSignal<(u32, u32)>) -> SelectionResult {
    let result = SelectionResult {
        trees: RwSignal::default(),
        answer: RwSignal::new(None),
        failure: RwSignal::new(None),
        forgotten: RwSignal::new(0),
    };
    let revision = memo(move || {
        let basis = session.basis.get();
        DatasetRevision { dataset: basis.dataset, rows: session.rows.get(), indexing: basis.indexing }
    });
    let revision = paced(revision, REFRESH);
    let predictions =
        memo(move || session.predictions.with(|list| list.iter().map(|file| file.id).collect::<Vec<_>>()));
    let next = StoredValue::new(None::<SelectionQuery>);
    let is_under_way = StoredValue::new(false);
    let trees_rest_on = StoredValue::new(None::<DatasetRevision>);
    effect(move || {
        next.set_value(Some(SelectionQuery {
            revision: revision.get(),
            predictions: predictions.get(),
            selection: params.selection.get(),
            order: params.order.get(),
            rules: params.rules.get(),
            forgotten: result.forgotten.get(),
        }));
        if is_under_way.get_value() {
            return;
        }
        is_under_way.set_value(true);
        spawn_local(async move {
            // The page may be left while a request is under way; its signals are then gone.
            while let Some(Some(query)) = next.try_update_value(Option::take) {
                let revision = query.revision;
                let known = trees_rest_on.try_get_value().flatten() == Some(revision);
                if revision.dataset.is_none() {
                    result.store(Ok((None, None)));
                    if !known {
                        trees_rest_on.set_value(Some(revision));
                        spawn_local(show_published(session, result, trees_rest_on));
                    }
                    continue;
                }
                let trees = if known { Ok(None) } else { ask_trees(session).await.map(Some) };
                let outcome = match trees {
                    Ok(trees) => match select(session, query, in_view).await {
                        Ok(answer) => with_its_trees(session, result, trees, answer).await,
                        Err(failure) => Err(failure),
                    },
                    Err(failure) => Err(failure),
                };
                if result.answer.is_disposed() {
                    return;
                }
                if outcome.is_ok() {
                    trees_rest_on.set_value(Some(revision));
                }
                result.store(outcome);
            }
            is_under_way.try_set_value(false);
        });
    });
    result
}

type TreesAndAnswer = (Option<Arc<Vec<Arc<Branches>>>>, Option<Arc<Answer>>);

impl SelectionResult {
    fn store(self, outcome: Result<TreesAndAnswer, Failure>) {
        match outcome {
            Ok((trees, answer)) => {
                if let Some(trees) = trees {
                    self.trees.set(trees);
                }
                self.answer.set(answer);
                self.failure.set(None);
            }
            Err(failure) => self.failure.set(Some(failure)),
        }
    }
}

/// An answer with the trees that its counts are of: the worker may have read on between two requests, and new nodes
/// stand among the known ones. A tree only gains nodes, so that trees of the same lengths are the same.
async fn with_its_trees(
    session: Session,
    result: SelectionResult,
    trees: Option<Arc<Vec<Arc<Branches>>>>,
    answer: Option<Answer>,
) -> Result<TreesAndAnswer, Failure> {
    let known = trees.clone().or_else(|| result.trees.try_get_untracked()).unwrap_or_default();
    match answer {
        Some(answer) if !fits(&known, &answer.summary) => {
            let trees = ask_trees(session).await?;
            // They may have grown again; the next answer, which then follows at once, has them all.
            let answer = fits(&trees, &answer.summary).then_some(answer);
            if answer.is_none() && !result.forgotten.is_disposed() {
                result.renew();
                return Ok((None, result.answer.try_get_untracked().flatten()));
            }
            Ok((Some(trees), answer.map(Arc::new)))
        }
        answer => Ok((trees, answer.map(Arc::new))),
    }
}

/// Whether the counts of a selection are those of these trees.
fn fits(trees: &[Arc<Branches>], summary: &SelectionSummary) -> bool {
    trees.len() == summary.trees.len()
        && trees.iter().zip(&summary.trees).all(|(tree, counts)| tree.len() == counts.questions.len())
}

/// Shows the trees without a dataset. Meanwhile a dataset may come, which has trees of its own.
async fn show_published(
    session: Session,
    result: SelectionResult,
    trees_rest_on: StoredValue<Option<DatasetRevision>>,
) {
    let trees = published_trees().await;
    if result.answer.is_disposed() || session.dataset.with_untracked(Option::is_some) {
        return;
    }
    if trees.is_err() {
        // What is asked next tries again.
        trees_rest_on.set_value(None);
    }
    result.failure.set(trees.as_ref().err().cloned());
    result.trees.set(trees.unwrap_or_default());
}

/// From a file that lies beside the page: the worker, which may not even run yet, is larger.
async fn published_trees() -> Result<Arc<Vec<Arc<Branches>>>, Failure> {
    let text = fetch_text(PUBLISHED).await.map_err(|detail| Failure::TreeMissing { detail })?;
    let published = Published::parse(&text).map_err(|error| Failure::TreeMissing { detail: error.to_string() })?;
    Ok(branches(&TreeKind::ALL.map(|kind| TreeView::published(&published, kind))))
}

fn branches(trees: &[TreeView]) -> Arc<Vec<Arc<Branches>>> {
    Arc::new(trees.iter().map(|tree| Arc::new(Branches::new(tree))).collect())
}

async fn ask_trees(session: Session) -> Result<Arc<Vec<Arc<Branches>>>, Failure> {
    Ok(branches(&session.ask(ReadTrees).await?))
}

/// What the selection of a query holds; `None` where the dataset was closed meanwhile.
async fn select(
    session: Session,
    query: SelectionQuery,
    in_view: RwSignal<(u32, u32)>,
) -> Result<Option<Answer>, Failure> {
    let SelectionQuery { selection, order, rules, .. } = query;
    let (first, end) = in_view.try_get_untracked().unwrap_or_default();
    let start = block_start(first);
    let request = Select { selection: Box::new(selection.clone()), order, rules, start, end };
    match session.ask(request).await {
        Ok(summary) => Ok(Some(Answer { selection, rules, summary, start })),
        // It has been closed in the meantime.
        Err(_) if session.dataset.with_untracked(Option::is_none) => Ok(None),
        Err(failure) => Err(failure),
    }
}
