//! Modalities against clinical VQA tasks, as the tree by task holds them. No browser.

use std::collections::BTreeSet;

use super::tree::branches::Branches;

/// A line a task, a column a modality.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeatMap {
    /// The modalities, by name.
    pub modalities: Vec<String>,
    /// The tasks, in the tree's order.
    pub tasks: Vec<MapLine>,
}

/// A task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapLine {
    /// Its name.
    pub name: String,
    /// The tree's node of each modality, where the dataset has questions of it.
    pub nodes: Vec<Option<u32>>,
}

/// What of a tree has questions.
pub fn heat_map(tree: &Branches) -> HeatMap {
    let is_loaded = |node: &u32| tree.node(*node).is_some_and(|node| node.loaded > 0);
    let name = |node: u32| tree.node(node).map_or("", |node| node.name.as_str());
    let tasks: Vec<u32> = tree.roots().iter().copied().filter(is_loaded).collect();
    let below = |task: u32| tree.children(task).iter().copied().filter(is_loaded);
    let modalities: BTreeSet<&str> = tasks.iter().flat_map(|task| below(*task)).map(name).collect();
    let line = |task: u32| MapLine {
        name: name(task).to_owned(),
        nodes: modalities.iter().map(|modality| below(task).find(|node| name(*node) == *modality)).collect(),
    };
    HeatMap {
        tasks: tasks.iter().map(|task| line(*task)).collect(),
        modalities: modalities.iter().map(|modality| (*modality).to_owned()).collect(),
    }
}

impl HeatMap {
    /// The cell that a key leads to from a line and a column; `None` for other keys.
    pub fn step(&self, key: &str, (line, column): (usize, usize)) -> Option<(usize, usize)> {
        let last_line = self.tasks.len().checked_sub(1)?;
        let last_column = self.modalities.len().checked_sub(1)?;
        let to = match key {
            "ArrowUp" => (line.saturating_sub(1), column),
            "ArrowDown" => (line + 1, column),
            "ArrowLeft" => (line, column.saturating_sub(1)),
            "ArrowRight" => (line, column + 1),
            "Home" => (line, 0),
            "End" => (line, last_column),
            _ => return None,
        };
        Some((to.0.min(last_line), to.1.min(last_column)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::lexical_tree::TreeKind;
    use protocol::explore::{TreeNode, TreeView};

    fn node(name: &str, parent: Option<u32>, loaded: u32) -> TreeNode {
        let level = if parent.is_none() { 1 } else { 2 };
        TreeNode {
            name: name.to_owned(),
            level,
            parent,
            published: true,
            published_questions: None,
            published_labels: 0,
            loaded,
        }
    }

    #[test]
    fn tasks_and_modalities_without_questions_are_left_out() {
        let nodes = vec![
            node("Diagnosis", None, 5),
            node("Counting", None, 0),
            node("Organs", None, 2),
            node("MRI", Some(0), 4),
            node("CT", Some(0), 1),
            node("OCT", Some(0), 0),
            node("MRI", Some(2), 2),
        ];
        let map = heat_map(&Branches::new(&TreeView { kind: TreeKind::Task, nodes }));
        assert_eq!(map.modalities, ["CT", "MRI"]);
        let lines: Vec<_> = map.tasks.iter().map(|line| (line.name.as_str(), line.nodes.clone())).collect();
        assert_eq!(lines, [("Diagnosis", vec![Some(4), Some(3)]), ("Organs", vec![None, Some(6)])]);
        assert_eq!(map.step("ArrowDown", (0, 1)), Some((1, 1)));
        assert_eq!(map.step("ArrowRight", (0, 1)), Some((0, 1)));
        assert_eq!(map.step("x", (0, 1)), None);
        assert_eq!(HeatMap::default().step("ArrowDown", (0, 0)), None);
    }
}
