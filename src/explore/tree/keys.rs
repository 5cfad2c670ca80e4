//! What keys do in a tree: the tree pattern of the WAI-ARIA Authoring Practices.

use super::branches::Branches;
use super::lines::{Line, LineKind};
use engine::selection::NodePath;

/// What a key asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Move {
    /// Go to the line.
    To(usize),
    /// Unfold the line's node.
    Unfold(usize),
    /// Fold the line's node.
    Fold(usize),
    /// Check or uncheck the line's node.
    Toggle(usize),
    /// Unfold all siblings of the line's node.
    UnfoldSiblings(Vec<NodePath>),
}

/// What a key asks for when the cursor is on a line; `None` where the key means nothing here. `page` is the number of
/// lines that Page up and Page down go over.
pub fn key_move(tree: &Branches, lines: &[Line], at: usize, key: &str, page: usize) -> Option<Move> {
    let line = lines.get(at)?;
    let unfolded = match line.kind {
        LineKind::Node { unfolded, .. } => unfolded,
        LineKind::Heading => None,
    };
    let to = |found: Option<usize>| Some(Move::To(found.unwrap_or(at)));
    let next = |from: usize| (from..lines.len()).find(|at| lines[*at].is_node());
    let before = |end: usize| (0..end).rev().find(|at| lines[*at].is_node());
    match (key, unfolded) {
        ("ArrowDown", _) | ("ArrowRight", Some(true)) => to(next(at + 1)),
        ("ArrowUp", _) => to(before(at)),
        ("Home", _) => to(next(0)),
        ("End", _) => to(before(lines.len())),
        ("PageDown", _) => to(before(lines.len().min(at.saturating_add(page).saturating_add(1)))),
        ("PageUp", _) => to(next(at.saturating_sub(page))),
        ("ArrowRight" | "Enter", Some(false)) => Some(Move::Unfold(at)),
        ("ArrowRight", None) => to(None),
        ("ArrowLeft" | "Enter", Some(true)) => Some(Move::Fold(at)),
        ("ArrowLeft", _) => {
            let parent = tree.parent(line.node);
            to(parent.and_then(|parent| lines.iter().position(|line| line.is_node() && line.node == parent)))
        }
        (" ", _) | ("Enter", None) => Some(Move::Toggle(at)),
        ("*", _) => {
            let siblings = tree.parent(line.node).map_or(tree.roots(), |parent| tree.children(parent));
            let with_children = siblings.iter().filter(|node| !tree.children(**node).is_empty());
            Some(Move::UnfoldSiblings(with_children.map(|node| tree.path(*node)).collect()))
        }
        _ => None,
    }
}

/// The line whose name begins with what was typed, ignoring case: the first one behind the cursor, around the end. More
/// than one letter may stay on the cursor's line.
pub fn typed_ahead(lines: &[Line], at: usize, typed: &str) -> Option<usize> {
    let typed = typed.to_lowercase();
    let first = if typed.chars().count() > 1 { at } else { at + 1 };
    let around = (first..lines.len()).chain(0..first.min(lines.len()));
    around.into_iter().find(|at| lines[*at].is_node() && lines[*at].name.to_lowercase().starts_with(&typed))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::explore::tree::branches::example;
    use crate::explore::tree::lines::lines;

    /// A, A1, x, y, (heading), u, A2, B, (heading), C.
    fn drawn() -> (Branches, Vec<Line>) {
        let tree = example();
        let lines = lines(&tree, &BTreeSet::from([tree.path(0), tree.path(3)]));
        (tree, lines)
    }

    fn moved(at: usize, key: &str) -> Option<Move> {
        let (tree, lines) = drawn();
        key_move(&tree, &lines, at, key, 3)
    }

    #[test]
    fn arrows_step_over_headings() {
        assert_eq!(moved(3, "ArrowDown"), Some(Move::To(5)));
        assert_eq!(moved(5, "ArrowUp"), Some(Move::To(3)));
        assert_eq!(moved(0, "ArrowUp"), Some(Move::To(0)));
        assert_eq!(moved(9, "ArrowDown"), Some(Move::To(9)));
    }

    #[test]
    fn home_end_and_pages_stay_inside() {
        assert_eq!(moved(4, "Home"), Some(Move::To(0)));
        assert_eq!(moved(0, "End"), Some(Move::To(9)));
        assert_eq!(moved(7, "PageDown"), Some(Move::To(9)));
        assert_eq!(moved(1, "PageDown"), Some(Move::To(3)));
        assert_eq!(moved(2, "PageUp"), Some(Move::To(0)));
    }

    #[test]
    fn right_unfolds_then_goes_down_and_left_folds_then_goes_up() {
        assert_eq!(moved(6, "ArrowRight"), Some(Move::Unfold(6)));
        assert_eq!(moved(1, "ArrowRight"), Some(Move::To(2)));
        assert_eq!(moved(2, "ArrowRight"), Some(Move::To(2)));
        assert_eq!(moved(2, "ArrowLeft"), Some(Move::To(1)));
        assert_eq!(moved(1, "ArrowLeft"), Some(Move::Fold(1)));
        assert_eq!(moved(7, "Enter"), Some(Move::Unfold(7)));
    }

    #[test]
    fn space_checks_and_a_star_unfolds_siblings() {
        assert_eq!(moved(2, " "), Some(Move::Toggle(2)));
        let tree = example();
        assert_eq!(moved(9, "*"), Some(Move::UnfoldSiblings(vec![tree.path(0), tree.path(1)])));
        assert_eq!(moved(0, "x"), None);
    }

    #[test]
    fn typing_goes_to_the_next_name_and_around() {
        let (_, lines) = drawn();
        assert_eq!(typed_ahead(&lines, 0, "a"), Some(1));
        assert_eq!(typed_ahead(&lines, 6, "a"), Some(0));
        assert_eq!(typed_ahead(&lines, 1, "a1"), Some(1));
        assert_eq!(typed_ahead(&lines, 9, "q"), None);
        assert_eq!(typed_ahead(&[], 0, "a"), None);
    }
}
