//! A lexical tree as it is published, and where a question stands in it.
//!
//! Names: <https://uni-medical.github.io/GMAI-MMBench.github.io/LexicalTree.html> (2024-10-24); abbreviations and counts
//! of single-choice questions: tables 5 to 7 of arXiv:2408.03361v7. The homepage gives one department no name; the
//! paper calls it `None`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::{TreeKind, normal_form};
use crate::table::typing::is_nan_word;

/// Greatest number of nodes that a file may add to a tree; questions beyond stand at the node above.
const UNLISTED_LIMIT: usize = 20_000;
/// Greatest length in bytes of a cell that names a node; a question with a longer one stands at the node above.
const NAME_LIMIT: usize = 1024;
/// The item of the department tree for questions of no department.
pub const NO_DEPARTMENT: &str = "None";

/// Number of a node in a [`Tree`]. It never changes: nodes are only added, a parent before its children.
pub type NodeId = u32;

/// The published tree, and beside its nodes those that only the loaded file has.
///
/// A question's path is the value of the tree's own column, the modality and the label (`category`); each is compared by
/// its [`normal_form`], a first level also by its published abbreviation. A cell that pandas reads as missing ends the
/// path, so that the question stands at the node above, or nowhere. Only in the department tree such a cell (`None` and
/// `N/A`, the paper's name and abbreviation, are among them) is an item of its own: questions of no department.
#[derive(Debug)]
pub struct Tree {
    kind: TreeKind,
    nodes: Vec<Node>,
    places: HashMap<(Option<NodeId>, String), NodeId>,
    unlisted: usize,
}

#[derive(Debug)]
pub struct Node {
    /// Its name as published, or as the file first writes it.
    pub name: String,
    /// 1 for the first level, 2 for a modality, 3 for a label.
    pub level: u8,
    pub parent: Option<NodeId>,
    pub published: bool,
    /// Published number of questions.
    pub questions: Option<u32>,
    /// Number of distinct published labels below it.
    pub labels: u32,
}

impl Tree {
    pub fn published(kind: TreeKind) -> Self {
        PUBLISHED.as_ref().map_or_else(|| Self::bare(kind), |published| Self::of(published, kind))
    }

    fn bare(kind: TreeKind) -> Self {
        Self { kind, nodes: Vec::new(), places: HashMap::new(), unlisted: 0 }
    }

    pub fn of(published: &Published, kind: TreeKind) -> Self {
        let mut tree = Self::bare(kind);
        for FirstLevel(name, abbreviation, questions, modalities) in &published.trees[kind as usize] {
            let first = tree.add(None, name, true);
            if !abbreviation.is_empty() {
                tree.places.insert((None, normal_form(abbreviation)), first);
            }
            let mut all_labels = HashSet::new();
            for (name, labels) in modalities.iter().filter_map(|modality| published.names(modality)) {
                let modality = tree.add(Some(first), name, true);
                for label in labels {
                    tree.add(Some(modality), label, true);
                    tree.nodes[modality as usize].labels += 1;
                    all_labels.insert(normal_form(label));
                }
            }
            let node = &mut tree.nodes[first as usize];
            node.questions = *questions;
            node.labels = u32::try_from(all_labels.len()).unwrap_or(u32::MAX);
        }
        tree
    }

    pub fn kind(&self) -> TreeKind {
        self.kind
    }

    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The deepest node of a question by its cells: first level, modality, label. Missing nodes are added.
    pub fn place(&mut self, path: [Option<&str>; 3]) -> Option<NodeId> {
        let [first, modality, label] = path.map(|cell| cell.filter(|cell| !is_nan_word(cell)));
        let first = first.or((self.kind == TreeKind::Department).then_some(NO_DEPARTMENT));
        let mut at = None;
        for name in [first, modality, label] {
            let Some(below) = name.and_then(|name| self.child_or_new(at, name)) else { break };
            at = Some(below);
        }
        at
    }

    /// The node of these names, from the first level downwards.
    pub fn find(&self, names: &[String]) -> Option<NodeId> {
        let below = |at: Option<NodeId>, name: &String| self.places.get(&(at, normal_form(name))).copied();
        names.iter().try_fold(None, |at, name| below(at, name).map(Some))?
    }

    /// The names of a node, from the first level downwards.
    pub fn names(&self, node: NodeId) -> Vec<String> {
        let mut names = Vec::new();
        let mut at = Some(node);
        while let Some(node) = at.and_then(|at| self.nodes.get(at as usize)) {
            names.push(node.name.clone());
            at = node.parent;
        }
        names.reverse();
        names
    }

    /// The nodes as they are shown: a parent before its children, children together, published ones in their order,
    /// others after them by name.
    pub fn order(&self) -> Vec<NodeId> {
        let parent = |id: NodeId| self.nodes[id as usize].parent.map_or(0, |parent| parent as usize + 1);
        let mut ids: Vec<NodeId> = (0..).take(self.nodes.len()).collect();
        ids.sort_by_cached_key(|&id| {
            let node = &self.nodes[id as usize];
            let name = if node.published { String::new() } else { normal_form(&node.name) };
            (!node.published, name, id)
        });
        let mut children = vec![Vec::new(); self.nodes.len() + 1];
        for id in ids.into_iter().rev() {
            children[parent(id)].push(id);
        }
        let mut order = Vec::with_capacity(self.nodes.len());
        let mut to_visit = std::mem::take(&mut children[0]);
        while let Some(id) = to_visit.pop() {
            order.push(id);
            to_visit.append(&mut children[id as usize + 1]);
        }
        order
    }

    fn child_or_new(&mut self, parent: Option<NodeId>, name: &str) -> Option<NodeId> {
        if name.len() > NAME_LIMIT {
            return None;
        }
        let place = (parent, normal_form(name));
        if place.1.is_empty() {
            return None;
        }
        if let Some(&id) = self.places.get(&place) {
            return Some(id);
        }
        if self.unlisted >= UNLISTED_LIMIT {
            return None;
        }
        self.unlisted += 1;
        Some(self.add(parent, name.trim(), false))
    }

    fn add(&mut self, parent: Option<NodeId>, name: &str, published: bool) -> NodeId {
        let id = NodeId::try_from(self.nodes.len()).unwrap_or(NodeId::MAX);
        let level = parent.map_or(1, |parent| self.nodes[parent as usize].level + 1);
        self.places.insert((parent, normal_form(name)), id);
        self.nodes.push(Node { name: name.to_owned(), level, parent, published, questions: None, labels: 0 });
        id
    }
}

static PUBLISHED: LazyLock<Option<Published>> =
    LazyLock::new(|| Published::parse(include_str!("../../../../public/tree/lexical-tree.json")).ok());

/// The three trees; names are kept once each.
#[derive(Debug, Deserialize)]
pub struct Published {
    modalities: Vec<String>,
    labels: Vec<String>,
    trees: [Vec<FirstLevel>; 3],
}

/// A task, department or granularity: name, abbreviation or "", number of single-choice questions in VAL and TEST
/// together, modalities.
#[derive(Debug, Deserialize)]
struct FirstLevel(String, String, Option<u32>, Vec<Modality>);

/// A modality and its labels, by their places in the lists of names.
#[derive(Debug, Deserialize)]
struct Modality(usize, Vec<usize>);

impl Published {
    /// Reads the file that lies beside the page.
    pub fn parse(text: &str) -> serde_json::Result<Self> {
        serde_json::from_str(text)
    }

    fn names(&self, Modality(place, labels): &Modality) -> Option<(&str, impl Iterator<Item = &str>)> {
        let label = |place: &usize| self.labels.get(*place).map(String::as_str);
        Some((self.modalities.get(*place)?, labels.iter().filter_map(label)))
    }
}
