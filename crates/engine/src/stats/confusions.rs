//! Confusions of labels.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A label and the option chosen instead of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confusion {
    pub label: String,
    pub chosen: String,
    pub rows: Vec<usize>,
}

/// The most frequent confusions, most frequent first, then by label and text. Each incorrect row is given with its true
/// label and the text of the chosen option.
///
/// Counts are not rates: a label can be confused often because it is asked about often.
///
/// ```
/// use engine::stats::confusions;
///
/// let wrong = [(0, "liver", "spleen"), (3, "aorta", "liver"), (7, "liver", "spleen")];
/// let wrong = wrong.map(|(row, label, chosen)| (row, label.to_owned(), chosen.to_owned()));
/// let most = &confusions(wrong, 1)[0];
/// assert_eq!((&*most.label, &*most.chosen, &*most.rows), ("liver", "spleen", &[0, 7][..]));
/// ```
pub fn confusions(wrong: impl IntoIterator<Item = (usize, String, String)>, most: usize) -> Vec<Confusion> {
    let mut rows: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (row, label, chosen) in wrong {
        rows.entry((label, chosen)).or_default().push(row);
    }
    let confusion = |((label, chosen), rows)| Confusion { label, chosen, rows };
    let mut confusions: Vec<_> = rows.into_iter().map(confusion).collect();
    confusions.sort_by_key(|confusion| Reverse(confusion.rows.len()));
    confusions.truncate(most);
    confusions
}
