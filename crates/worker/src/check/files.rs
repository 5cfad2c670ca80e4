//! The checked files that the page may still ask about.

use futures_channel::oneshot;
use web_sys::File;

use crate::failures::not_loaded;
use engine::check::Split;
use protocol::Failure;
use protocol::check::{CheckId, Ticket};

/// A checked file; its content is read again when it is needed.
#[derive(Clone)]
pub(crate) struct CheckedFile {
    /// The file.
    pub(super) file: File,
    /// The split to check against where no dataset is loaded.
    pub(super) split: Split,
    /// The number of the dataset that it was checked against; `None` where only the split's row count was.
    pub(super) dataset: Option<u32>,
}

/// The checked files.
#[derive(Default)]
pub(crate) struct CheckedFiles {
    kept: Vec<(CheckId, CheckedFile)>,
    last: CheckId,
    /// The checks under way, to be told when they are cancelled.
    under_way: Vec<(Ticket, oneshot::Sender<()>)>,
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

    /// Gives up a check.
    pub(super) fn cancel(&mut self, ticket: Ticket) {
        self.under_way.retain(|(named, _)| *named != ticket);
    }

    /// Done when the check is cancelled.
    pub(super) fn await_cancel(&mut self, ticket: Ticket) -> oneshot::Receiver<()> {
        self.under_way.retain(|(_, check)| !check.is_canceled());
        let (sender, receiver) = oneshot::channel();
        self.under_way.push((ticket, sender));
        receiver
    }
}
