//! What is noted while a dataset is read.

use super::DatasetError;

/// So many findings are kept in full; the rest is counted.
pub(super) const KEPT: usize = 200;

/// Faults that do not stop reading, in the order in which they were found.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) kept: Vec<DatasetError>,
    pub(super) count: u64,
}

impl Findings {
    /// Notes a finding, which is only made if it is kept.
    pub(super) fn note(&mut self, finding: impl FnOnce() -> DatasetError) {
        if self.kept.len() < KEPT {
            self.kept.push(finding());
        }
        self.count += 1;
    }
}
