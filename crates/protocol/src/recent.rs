//! Datasets that were opened before, as the browser keeps them for the next visit.

use serde::{Deserialize, Serialize};

use super::PartState;

/// So many datasets are kept, those opened last.
const MOST: usize = 12;

/// Greatest size of all kept indices together in bytes.
const MOST_BYTES: u64 = 256 << 20;

/// Whether a complete dataset will be opened faster next time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kept {
    /// It is in the list.
    Listed {
        /// The fingerprint of its files.
        fingerprint: String,
    },
    /// The browser has no room for its index.
    NoRoom,
}

/// A dataset that was opened before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecentDataset {
    /// The fingerprint of its files, see [`Fingerprint`](engine::fingerprint::Fingerprint).
    pub fingerprint: String,
    /// Short name.
    pub name: String,
    /// Its files, in order.
    pub parts: Vec<PartState>,
    /// Number of rows.
    pub rows: u32,
    /// When it was opened last, in milliseconds since 1970.
    pub opened: f64,
    /// Size of its index in bytes.
    pub index_bytes: u64,
}

/// The fingerprints of the datasets that have to go, so that the others are few and small enough.
pub fn surplus(kept: &[RecentDataset]) -> Vec<String> {
    let mut newest_first: Vec<&RecentDataset> = kept.iter().collect();
    newest_first.sort_by(|one, other| other.opened.total_cmp(&one.opened));
    let mut bytes = 0_u64;
    let mut stays = |number: usize, dataset: &RecentDataset| {
        bytes = bytes.saturating_add(dataset.index_bytes);
        number == 0 || (number < MOST && bytes <= MOST_BYTES)
    };
    let goes = newest_first.into_iter().enumerate().filter(|(number, dataset)| !stays(*number, dataset));
    goes.map(|(_, dataset)| dataset.fingerprint.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(fingerprint: &str, opened: f64, index_bytes: u64) -> RecentDataset {
        let (name, fingerprint) = (String::new(), fingerprint.to_owned());
        RecentDataset { fingerprint, name, parts: Vec::new(), rows: 1, opened, index_bytes }
    }

    #[test]
    fn the_oldest_go_first() {
        let few: Vec<_> = (0..14).map(|number| kept(&number.to_string(), f64::from(number), 1)).collect();
        assert_eq!(surplus(&few), ["1", "0"]);
        assert_eq!(surplus(&few[..12]), [""; 0]);
        let large = [kept("old", 1.0, 200 << 20), kept("new", 2.0, 100 << 20)];
        assert_eq!(surplus(&large), ["old"]);
        assert_eq!(surplus(&[kept("huge", 1.0, u64::MAX)]), [""; 0]);
    }
}
