//! The published trees.
//!
//! Names: <https://uni-medical.github.io/GMAI-MMBench.github.io/LexicalTree.html> (2024-10-24); abbreviations and counts
//! of single-choice questions: tables 5 to 7 of arXiv:2408.03361v7. The homepage gives one department no name; the
//! paper calls it `None`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::TreeKind;

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
pub(super) struct FirstLevel(pub(super) String, pub(super) String, pub(super) Option<u32>, pub(super) Vec<Modality>);

/// A modality and its labels, by their places in the lists of names.
#[derive(Debug, Deserialize)]
pub(super) struct Modality(usize, Vec<usize>);

impl Published {
    /// Reads the file that lies beside the page.
    pub fn parse(text: &str) -> serde_json::Result<Self> {
        serde_json::from_str(text)
    }

    pub(super) fn get() -> Option<&'static Self> {
        PUBLISHED.as_ref()
    }

    pub(super) fn first_level(&self, kind: TreeKind) -> &[FirstLevel] {
        match kind {
            TreeKind::Task => &self.trees[0],
            TreeKind::Department => &self.trees[1],
            TreeKind::Granularity => &self.trees[2],
        }
    }

    /// Names of a modality and of its labels.
    pub(super) fn names(&self, Modality(place, labels): &Modality) -> Option<(&str, impl Iterator<Item = &str>)> {
        let label = |place: &usize| self.labels.get(*place).map(String::as_str);
        Some((self.modalities.get(*place)?, labels.iter().filter_map(label)))
    }
}
