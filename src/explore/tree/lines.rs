//! The lines of a tree, from top to bottom, as far as it is unfolded.

use std::collections::BTreeSet;

use super::branches::Branches;
use engine::selection::NodePath;

/// A line of a drawn tree.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Line {
    /// A node, or what stands above nodes.
    pub kind: LineKind,
    /// Place in the tree; of a heading, that of the first node below it.
    pub node: u32,
    /// 1 for the first level.
    pub level: u8,
    /// The node's name; empty in a heading.
    pub name: String,
    /// Whether the published tree has it.
    pub published: bool,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineKind {
    /// Says that the siblings below are not in the published tree.
    Heading,
    /// A node.
    Node {
        /// Place among its siblings, counted from 1.
        place: u32,
        /// Number of siblings, itself included.
        siblings: u32,
        /// Whether it is unfolded; `None` where nothing is below it.
        unfolded: Option<bool>,
    },
}

impl Line {
    /// Whether it is a node.
    pub fn is_node(&self) -> bool {
        matches!(self.kind, LineKind::Node { .. })
    }
}

/// The lines of a tree of which some nodes are unfolded. A heading stands above the siblings that the published tree
/// lacks, wherever there are some.
pub fn lines(tree: &Branches, unfolded: &BTreeSet<NodePath>) -> Vec<Line> {
    let mut lines = Vec::new();
    add(tree, tree.roots(), unfolded, &mut lines);
    lines
}

/// Follows parents downwards; a tree of three levels calls itself twice.
fn add(tree: &Branches, siblings: &[u32], unfolded: &BTreeSet<NodePath>, lines: &mut Vec<Line>) {
    let count = u32::try_from(siblings.len()).unwrap_or(u32::MAX);
    let mut published_before = true;
    for (place, &at) in (1_u32..).zip(siblings) {
        let Some(node) = tree.node(at) else { continue };
        let line = |kind, name| Line { kind, node: at, level: node.level, name, published: node.published };
        if published_before && !node.published {
            lines.push(line(LineKind::Heading, String::new()));
        }
        published_before = node.published;
        let below = tree.children(at);
        let is_unfolded = (!below.is_empty()).then(|| unfolded.contains(&tree.path(at)));
        lines.push(line(LineKind::Node { place, siblings: count, unfolded: is_unfolded }, node.name.clone()));
        if is_unfolded == Some(true) {
            add(tree, below, unfolded, lines);
        }
    }
}

/// The paths above a path, which must be unfolded for it to be seen.
pub fn parents_of(path: &NodePath) -> impl Iterator<Item = NodePath> {
    (1..path.names.len()).map(|count| NodePath { tree: path.tree, names: path.names[..count].to_vec() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explore::tree::branches::example;

    fn drawn(unfolded: &[u32]) -> Vec<String> {
        let tree = example();
        let unfolded = unfolded.iter().map(|node| tree.path(*node)).collect();
        let lines = lines(&tree, &unfolded);
        lines.iter().map(|line| format!("{}{}", " ".repeat(line.level.into()), line.name)).collect()
    }

    #[test]
    fn folded_nodes_hide_what_is_below() {
        assert_eq!(drawn(&[]), [" A", " B", " ", " C"]);
        assert_eq!(drawn(&[0]), [" A", "  A1", "  A2", " B", " ", " C"]);
        // Within a folded node it does not matter what is unfolded.
        assert_eq!(drawn(&[3]), [" A", " B", " ", " C"]);
    }

    #[test]
    fn what_the_published_tree_lacks_has_a_heading_in_each_place() {
        assert_eq!(drawn(&[0, 3])[..6], [" A", "  A1", "   x", "   y", "   ", "   u"]);
    }

    #[test]
    fn places_count_siblings_and_not_headings() {
        let tree = example();
        let lines = lines(&tree, &BTreeSet::from([tree.path(0), tree.path(3)]));
        let unlisted = lines.iter().find(|line| line.name == "u").unwrap();
        assert_eq!(unlisted.kind, LineKind::Node { place: 3, siblings: 3, unfolded: None });
        assert_eq!(lines[0].kind, LineKind::Node { place: 1, siblings: 3, unfolded: Some(true) });
    }

    #[test]
    fn the_parents_of_a_label_are_two() {
        let names: Vec<Vec<String>> = parents_of(&example().path(6)).map(|path| path.names).collect();
        assert_eq!(names, [vec!["A".to_owned()], vec!["A".to_owned(), "A1".to_owned()]]);
    }
}
