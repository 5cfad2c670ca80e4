//! The checked files that the page may still ask about.

use web_sys::File;

use crate::engine::check::Split;
use crate::protocol::Failure;
use crate::protocol::check::CheckId;
use crate::worker::failures::not_loaded;

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

    /// A checked file.
    pub(super) fn file(&self, id: CheckId) -> Result<CheckedFile, Failure> {
        let found = self.kept.iter().find(|(kept, _)| *kept == id);
        found.map(|(_, file)| file.clone()).ok_or_else(|| not_loaded("predictions"))
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
