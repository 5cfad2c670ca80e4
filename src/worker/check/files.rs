//! The checked files that the page may still ask about.

use web_sys::File;

use crate::engine::check::Split;
use crate::protocol::check::CheckId;

/// A checked file; its content is read again when it is needed.
#[derive(Clone)]
pub(crate) struct CheckedFile {
    /// The file.
    pub(super) file: File,
    /// The split to check against where no dataset is loaded.
    pub(super) split: Split,
}

/// The checked files.
#[derive(Default)]
pub(crate) struct CheckedFiles {
    kept: Vec<(CheckId, CheckedFile)>,
    last: CheckId,
    /// Counts cancellations, so that a reading notices that it is no longer wanted.
    cancelled: u32,
}

impl CheckedFiles {
    /// Keeps a file; returns its id.
    pub(super) fn keep(&mut self, file: CheckedFile) -> CheckId {
        self.last += 1;
        self.kept.push((self.last, file));
        self.last
    }

    /// Forgets a file.
    pub(super) fn close(&mut self, id: CheckId) {
        self.kept.retain(|(kept, _)| *kept != id);
    }

    /// Stops the readings under way.
    pub(super) fn cancel(&mut self) {
        self.cancelled += 1;
    }

    /// How often has been cancelled so far.
    pub(super) fn cancelled(&self) -> u32 {
        self.cancelled
    }
}
