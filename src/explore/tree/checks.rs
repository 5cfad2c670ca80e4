//! Which nodes of a tree are checked, and how checking one changes the paths that say so.

use super::branches::{Branches, place};
use engine::selection::NodePath;

/// Whether a node is checked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Check {
    /// Neither it nor anything below it.
    #[default]
    No,
    /// Some of what is below it.
    Some,
    /// It with all that is below it.
    Yes,
}

impl Check {
    /// The value of `aria-checked`.
    pub fn aria(self) -> &'static str {
        match self {
            Self::No => "false",
            Self::Some => "mixed",
            Self::Yes => "true",
        }
    }
}

/// The check of every node, given the checked paths. Paths of other trees and of no node count for nothing.
pub fn checks(tree: &Branches, paths: &[NodePath]) -> Vec<Check> {
    let mut checks = vec![Check::No; tree.len()];
    for node in paths.iter().filter_map(|path| tree.find(path)) {
        checks[place(node)] = Check::Yes;
    }
    let nodes = 0..u32::try_from(tree.len()).unwrap_or(u32::MAX);
    // A parent stands before its children: downwards from the first node, upwards from the last one.
    for node in nodes.clone() {
        if tree.parent(node).is_some_and(|parent| checks[place(parent)] == Check::Yes) {
            checks[place(node)] = Check::Yes;
        }
    }
    for node in nodes.rev() {
        if checks[place(node)] == Check::No {
            checks[place(node)] = of_children(tree.children(node), &checks);
        }
    }
    checks
}

fn of_children(children: &[u32], checks: &[Check]) -> Check {
    let is = |wanted: Check| move |child: &u32| checks[place(*child)] == wanted;
    if children.iter().all(is(Check::No)) {
        Check::No
    } else if children.iter().all(is(Check::Yes)) {
        Check::Yes
    } else {
        Check::Some
    }
}

/// The paths after a node has been checked or, where it was checked, unchecked: as few as say it, in tree order. Paths
/// of other trees, and of nodes that this tree lacks, stay as they are.
pub fn toggled(tree: &Branches, paths: &[NodePath], node: u32) -> Vec<NodePath> {
    let mut now = checks(tree, paths);
    let Some(check) = now.get(place(node)).copied() else { return paths.to_vec() };
    let wanted = if check == Check::Yes { Check::No } else { Check::Yes };
    let mut below = vec![node];
    while let Some(node) = below.pop() {
        now[place(node)] = wanted;
        below.extend(tree.children(node));
    }
    let mut above = tree.parent(node);
    while let Some(parent) = above {
        now[place(parent)] = of_children(tree.children(parent), &now);
        above = tree.parent(parent);
    }
    let others = paths.iter().filter(|path| tree.find(path).is_none()).cloned();
    let nodes = 0..u32::try_from(tree.len()).unwrap_or(u32::MAX);
    let highest = nodes.filter(|node| {
        let is_covered = tree.parent(*node).is_some_and(|parent| now[place(parent)] == Check::Yes);
        now[place(*node)] == Check::Yes && !is_covered
    });
    others.chain(highest.map(|node| tree.path(node))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::explore::tree::branches::example;

    const NODES: u32 = 10;

    fn names(paths: &[NodePath]) -> Vec<String> {
        paths.iter().map(|path| path.names.join("/")).collect()
    }

    fn after(presses: &[u32]) -> Vec<NodePath> {
        let tree = example();
        presses.iter().fold(Vec::new(), |paths, node| toggled(&tree, &paths, *node))
    }

    #[test]
    fn a_checked_node_covers_what_is_below_and_mixes_what_is_above() {
        let tree = example();
        let checks = checks(&tree, &[tree.path(3)]);
        assert_eq!(checks[0], Check::Some);
        assert_eq!([checks[6], checks[8]], [Check::Yes; 2]);
        assert_eq!([checks[1], checks[4], checks[9]], [Check::No; 3]);
    }

    #[test]
    fn unchecking_below_a_checked_node_leaves_its_siblings() {
        assert_eq!(names(&after(&[0, 7])), ["A/A2", "A/A1/x", "A/A1/u"]);
    }

    #[test]
    fn all_siblings_are_their_parent() {
        assert_eq!(names(&after(&[6, 7])), ["A/A1/x", "A/A1/y"]);
        assert_eq!(names(&after(&[6, 7, 8])), ["A/A1"]);
        assert_eq!(names(&after(&[6, 7, 8, 9])), ["A"]);
    }

    #[test]
    fn a_partly_checked_node_becomes_checked() {
        assert_eq!(names(&after(&[6, 0])), ["A"]);
    }

    #[test]
    fn paths_of_nowhere_and_of_other_trees_stay() {
        let tree = example();
        let odd = NodePath { names: vec!["odd".to_owned()], ..tree.path(0) };
        let task = NodePath { tree: engine::lexical_tree::TreeKind::Task, ..tree.path(0) };
        assert_eq!(toggled(&tree, &[odd.clone(), task.clone()], 1), [odd, task, tree.path(1)]);
    }

    /// Whether a leaf is checked according to paths, said naively.
    fn covers(paths: &[NodePath], leaf: &NodePath) -> bool {
        paths.iter().any(|path| leaf.names.starts_with(&path.names))
    }

    proptest! {
        #[test]
        fn a_press_changes_the_leaves_below_and_no_other(presses in prop::collection::vec(0..NODES, 0..12), node in 0..NODES) {
            let tree = example();
            let paths = after(&presses);
            let wanted = checks(&tree, &paths)[place(node)] != Check::Yes;
            let next = toggled(&tree, &paths, node);
            for leaf in (0..NODES).filter(|leaf| tree.children(*leaf).is_empty()) {
                let leaf = tree.path(leaf);
                let is_below = leaf.names.starts_with(&tree.path(node).names);
                let expected = if is_below { wanted } else { covers(&paths, &leaf) };
                prop_assert_eq!(covers(&next, &leaf), expected);
            }
            prop_assert_eq!(checks(&tree, &next)[place(node)] == Check::Yes, wanted);
        }
    }
}
