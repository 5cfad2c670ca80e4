//! The filters that a selection is made of, one by one.

use engine::lexical_tree::TreeKind;
use engine::selection::{ConfusionOf, LettersOf, NodePath, OutcomeOf, PictureKind, Selection};
use protocol::explore::Absent;

/// One filter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Filter {
    /// A node of a lexical tree.
    Node(NodePath),
    /// Keywords.
    Keywords(String),
    /// A modality.
    Modality(String),
    /// An original task.
    OriginalTask(String),
    /// A number of options.
    OptionCount(u32),
    /// A file part, counted from 0.
    Part(u32),
    /// Where the image is.
    Picture(PictureKind),
    /// A result of a prediction file.
    Outcome(OutcomeOf),
    /// Letters of two prediction files.
    Letters(LettersOf),
    /// An option chosen instead of a label.
    Confusion(ConfusionOf),
}

impl From<Absent> for Filter {
    fn from(absent: Absent) -> Self {
        match absent {
            Absent::Node(path) => Self::Node(path),
            Absent::Modality(name) => Self::Modality(name),
            Absent::OriginalTask(name) => Self::OriginalTask(name),
            Absent::OptionCount(count) => Self::OptionCount(count),
            Absent::Part(part) => Self::Part(part),
            Absent::Predictions(outcome) => Self::Outcome(outcome),
            Absent::Letters(letters) => Self::Letters(letters),
            Absent::Confusion(confusion) => Self::Confusion(confusion),
        }
    }
}

/// The filters of a selection.
pub fn filters(selection: &Selection) -> Vec<Filter> {
    let keywords = &selection.keywords;
    let mut filters: Vec<Filter> = selection.nodes.iter().cloned().map(Filter::Node).collect();
    filters.extend((!keywords.trim().is_empty()).then(|| Filter::Keywords(keywords.clone())));
    filters.extend(selection.modalities.iter().cloned().map(Filter::Modality));
    filters.extend(selection.original_tasks.iter().cloned().map(Filter::OriginalTask));
    filters.extend(selection.option_counts.iter().copied().map(Filter::OptionCount));
    filters.extend(selection.parts.iter().copied().map(Filter::Part));
    filters.extend(selection.pictures.iter().copied().map(Filter::Picture));
    filters.extend(selection.outcomes.iter().cloned().map(Filter::Outcome));
    filters.extend(selection.letters.iter().cloned().map(Filter::Letters));
    filters.extend(selection.confusions.iter().cloned().map(Filter::Confusion));
    filters
}

/// Whether a filter is part of a selection.
pub fn is_set(selection: &Selection, filter: &Filter) -> bool {
    match filter {
        Filter::Node(path) => selection.nodes.contains(path),
        Filter::Keywords(keywords) => selection.keywords == *keywords,
        Filter::Modality(name) => selection.modalities.contains(name),
        Filter::OriginalTask(name) => selection.original_tasks.contains(name),
        Filter::OptionCount(count) => selection.option_counts.contains(count),
        Filter::Part(part) => selection.parts.contains(part),
        Filter::Picture(kind) => selection.pictures.contains(kind),
        Filter::Outcome(outcome) => selection.outcomes.contains(outcome),
        Filter::Letters(letters) => selection.letters.contains(letters),
        Filter::Confusion(confusion) => selection.confusions.contains(confusion),
    }
}

/// Takes a filter out of a selection that has it, puts it in otherwise.
pub fn toggle(selection: &mut Selection, filter: Filter) {
    match filter {
        Filter::Node(path) => toggle_in(&mut selection.nodes, path),
        Filter::Keywords(keywords) if selection.keywords == keywords => selection.keywords.clear(),
        Filter::Keywords(keywords) => selection.keywords = keywords,
        Filter::Modality(name) => toggle_in(&mut selection.modalities, name),
        Filter::OriginalTask(name) => toggle_in(&mut selection.original_tasks, name),
        Filter::OptionCount(count) => toggle_in(&mut selection.option_counts, count),
        Filter::Part(part) => toggle_in(&mut selection.parts, part),
        Filter::Picture(kind) => toggle_in(&mut selection.pictures, kind),
        Filter::Outcome(outcome) => toggle_in(&mut selection.outcomes, outcome),
        Filter::Letters(letters) => toggle_in(&mut selection.letters, letters),
        Filter::Confusion(confusion) => toggle_in(&mut selection.confusions, confusion),
    }
}

fn toggle_in<T: PartialEq>(values: &mut Vec<T>, value: T) {
    match values.iter().position(|known| *known == value) {
        Some(at) => drop(values.remove(at)),
        None => values.push(value),
    }
}

/// A cut through the benchmark that is one click away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Example {
    /// Ophthalmology → Fundus Photography, the worked example of the paper (supplement C.2).
    Fundus,
    /// The same, and Disease Diagnosis → Fundus Photography: the paper's example of an intersection.
    FundusDiagnosis,
    /// Boxes in endoscopy.
    EndoscopyBoxes,
}

impl Example {
    /// Every example, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::Fundus, Self::FundusDiagnosis, Self::EndoscopyBoxes];

    /// The tree to look at it with.
    pub fn view(self) -> TreeKind {
        match self {
            Self::Fundus | Self::FundusDiagnosis => TreeKind::Department,
            Self::EndoscopyBoxes => TreeKind::Granularity,
        }
    }

    /// What it selects.
    pub fn selection(self) -> Selection {
        let node = |tree, names: [&str; 2]| NodePath { tree, names: names.map(str::to_owned).to_vec() };
        let fundus = node(TreeKind::Department, ["Ophthalmology", "Fundus Photography"]);
        let nodes = match self {
            Self::Fundus => vec![fundus],
            Self::FundusDiagnosis => {
                vec![fundus, node(TreeKind::Task, ["Disease Diagnosis", "Fundus Photography"])]
            }
            Self::EndoscopyBoxes => vec![node(TreeKind::Granularity, ["Box Level", "Endoscopy"])],
        };
        Selection { nodes, ..Selection::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::selection::Outcome;

    fn every_filter() -> Vec<Filter> {
        vec![
            Filter::Node(Example::Fundus.selection().nodes.remove(0)),
            Filter::Keywords("lens".to_owned()),
            Filter::Modality("CT".to_owned()),
            Filter::OriginalTask("organ".to_owned()),
            Filter::OptionCount(4),
            Filter::Part(0),
            Filter::Picture(PictureKind::Own),
            Filter::Outcome(OutcomeOf { file: "a.xlsx".to_owned(), outcome: Outcome::Wrong }),
            Filter::Confusion(ConfusionOf {
                file: "a.xlsx".to_owned(),
                label: "liver".to_owned(),
                chosen: "spleen".to_owned(),
            }),
        ]
    }

    #[test]
    fn what_is_put_in_is_listed_and_can_be_taken_out() {
        let mut selection = Selection::default();
        for filter in every_filter() {
            toggle(&mut selection, filter.clone());
            assert!(is_set(&selection, &filter));
        }
        assert_eq!(filters(&selection), every_filter());
        for filter in every_filter() {
            toggle(&mut selection, filter.clone());
            assert!(!is_set(&selection, &filter));
        }
        assert_eq!(selection, Selection::default());
    }

    #[test]
    fn blank_keywords_are_no_filter() {
        assert_eq!(filters(&Selection { keywords: "  ".to_owned(), ..Selection::default() }), []);
    }
}
