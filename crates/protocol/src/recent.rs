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
    Listed { fingerprint: String },
    NoRoom,
}

/// A dataset that was opened before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecentDataset {
    /// The fingerprint of its files, see [`Fingerprint`](engine::fingerprint::Fingerprint).
    pub fingerprint: String,
    pub name: String,
    pub parts: Vec<PartState>,
    pub rows: u32,
    /// When it was opened last, in milliseconds since 1970.
    pub opened: f64,
    pub index_bytes: u64,
    /// Where its files lie, of files on servers; empty for files of a disk.
    #[serde(default)]
    pub addresses: Vec<String>,
    /// Where an index to give away lies that it was opened with; no other is kept then.
    #[serde(default)]
    pub index: Option<String>,
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
