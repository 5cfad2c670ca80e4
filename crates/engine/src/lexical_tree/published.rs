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

/// A task, department or granularity.
#[derive(Debug, Deserialize)]
pub(super) struct FirstLevel(String, String, Option<u32>, Vec<Modality>);

/// A modality and its labels, by their places in the lists of names.
#[derive(Debug, Deserialize)]
pub(super) struct Modality(usize, Vec<usize>);

impl Published {
    /// Reads the file that lies beside the page.
    ///
    /// # Errors
    /// If it is no such JSON.
    pub fn parse(text: &str) -> serde_json::Result<Self> {
        serde_json::from_str(text)
    }

    /// The trees of this build; read when first asked for.
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
}

impl FirstLevel {
    pub(super) fn name(&self) -> &str {
        &self.0
    }

    /// The abbreviation, where there is one.
    pub(super) fn abbreviation(&self) -> Option<&str> {
        Some(self.1.as_str()).filter(|abbreviation| !abbreviation.is_empty())
    }

    /// Number of single-choice questions, VAL and TEST together.
    pub(super) fn questions(&self) -> Option<u32> {
        self.2
    }

    /// Each modality with its labels.
    pub(super) fn modalities<'a>(
        &'a self,
        published: &'a Published,
    ) -> impl Iterator<Item = (&'a str, impl Iterator<Item = &'a str>)> {
        let label = |&place: &usize| published.labels.get(place).map(String::as_str);
        self.3.iter().filter_map(move |Modality(place, labels)| {
            let name = published.modalities.get(*place)?;
            Some((name.as_str(), labels.iter().filter_map(label)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trees_have_their_published_sizes() {
        let published = Published::get().unwrap();
        assert_eq!((published.modalities.len(), published.labels.len()), (38, 717));
        let entries = TreeKind::ALL.map(|kind| {
            let first_level = published.first_level(kind).iter();
            let modalities = first_level.clone().flat_map(|first| &first.3);
            (first_level.count(), modalities.map(|modality| modality.1.len()).sum::<usize>())
        });
        assert_eq!(entries, [(18, 813), (19, 810), (4, 1084)]);
        let questions = |kind| published.first_level(kind).iter().filter_map(FirstLevel::questions).sum::<u32>();
        assert_eq!(TreeKind::ALL.map(questions), [20_244, 20_244, 25_831]);
    }
}
