//! A lexical tree with the children of each node at hand.

use engine::selection::NodePath;
use protocol::explore::{TreeNode, TreeView};

/// A tree with its children at hand. Nodes are named by their place in [`TreeView::nodes`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Branches {
    nodes: Vec<TreeNode>,
    children: Vec<Vec<u32>>,
    roots: Vec<u32>,
    kind: engine::lexical_tree::TreeKind,
}

impl Branches {
    /// The branches of a tree; a node whose parent does not stand before it counts as a root.
    pub fn new(tree: &TreeView) -> Self {
        let mut children = vec![Vec::new(); tree.nodes.len()];
        let mut roots = Vec::new();
        for (at, node) in (0_u32..).zip(&tree.nodes) {
            match node.parent.filter(|parent| *parent < at).and_then(|parent| children.get_mut(place(parent))) {
                Some(siblings) => siblings.push(at),
                None => roots.push(at),
            }
        }
        Self { nodes: tree.nodes.clone(), children, roots, kind: tree.kind }
    }

    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no node.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The nodes of the first level, in order.
    pub fn roots(&self) -> &[u32] {
        &self.roots
    }

    /// The nodes below a node, in order.
    pub fn children(&self, node: u32) -> &[u32] {
        self.children.get(place(node)).map_or(&[], Vec::as_slice)
    }

    /// A node.
    pub fn node(&self, node: u32) -> Option<&TreeNode> {
        self.nodes.get(place(node))
    }

    /// The node above a node.
    pub fn parent(&self, node: u32) -> Option<u32> {
        self.node(node)?.parent.filter(|parent| *parent < node)
    }

    /// The path to a node.
    pub fn path(&self, node: u32) -> NodePath {
        let mut names: Vec<String> = std::iter::successors(Some(node), |node| self.parent(*node))
            .filter_map(|node| Some(self.node(node)?.name.clone()))
            .collect();
        names.reverse();
        NodePath { tree: self.kind, names }
    }

    /// The node of a path.
    pub fn find(&self, path: &NodePath) -> Option<u32> {
        if path.tree != self.kind {
            return None;
        }
        let mut names = path.names.iter();
        let mut found = self.among(&self.roots, names.next()?)?;
        for name in names {
            found = self.among(self.children(found), name)?;
        }
        Some(found)
    }

    fn among(&self, siblings: &[u32], name: &str) -> Option<u32> {
        siblings.iter().copied().find(|node| self.node(*node).is_some_and(|node| node.name == name))
    }
}

pub(crate) fn place(node: u32) -> usize {
    usize::try_from(node).unwrap_or(usize::MAX)
}

/// A small tree: A (A1 (x, y, u), A2 (z)), B (B1), and the unpublished C. `u` is unpublished.
#[cfg(test)]
pub(crate) fn example() -> Branches {
    let node = |name: &str, level, parent, published| TreeNode {
        name: name.to_owned(),
        level,
        parent,
        published,
        published_questions: None,
        published_labels: 0,
        loaded: 0,
    };
    let nodes = vec![
        node("A", 1, None, true),
        node("B", 1, None, true),
        node("C", 1, None, false),
        node("A1", 2, Some(0), true),
        node("A2", 2, Some(0), true),
        node("B1", 2, Some(1), true),
        node("x", 3, Some(3), true),
        node("y", 3, Some(3), true),
        node("u", 3, Some(3), false),
        node("z", 3, Some(4), true),
    ];
    Branches::new(&TreeView { kind: engine::lexical_tree::TreeKind::Department, nodes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_leads_back_to_its_node() {
        let tree = example();
        for node in 0..10 {
            assert_eq!(tree.find(&tree.path(node)), Some(node));
        }
        assert_eq!(tree.path(6).names, ["A", "A1", "x"]);
    }

    #[test]
    fn a_parent_that_does_not_stand_before_is_none() {
        let mut tree = TreeView { kind: engine::lexical_tree::TreeKind::Task, nodes: example().nodes };
        tree.nodes[0].parent = Some(0);
        tree.nodes[1].parent = Some(99);
        let branches = Branches::new(&tree);
        assert_eq!(branches.roots(), [0, 1, 2]);
        assert_eq!(branches.path(0).names, ["A"]);
    }
}
