//! Writing records into the storage: those that come while others are being written share the next transaction, since a
//! transaction takes as long for many records as for one.

use std::cell::{Cell, RefCell};

use engine::run::Record;
use futures_channel::oneshot;
use protocol::run::RunFault;

use super::storage::Storage;

/// Greatest number of records in a transaction.
const MOST: usize = 64;

/// Writes the records of one run.
pub(super) struct JournalWriter {
    run: String,
    /// The number of the next record.
    next: Cell<u32>,
    waiting: RefCell<Vec<Waiting>>,
    is_writing: Cell<bool>,
}

/// A record and who waits for it.
struct Waiting {
    record: Record,
    written: oneshot::Sender<Result<(), RunFault>>,
}

impl JournalWriter {
    /// Writes behind the records that are there.
    pub(super) fn new(run: String, next: u32) -> Self {
        Self { run, next: Cell::new(next), waiting: RefCell::default(), is_writing: Cell::default() }
    }

    pub(super) fn next(&self) -> u32 {
        self.next.get()
    }

    /// Writes a record; done only when the storage has written it.
    pub(super) async fn write(&self, storage: &Storage, record: &Record) -> Result<(), RunFault> {
        let (written, is_written) = oneshot::channel();
        self.waiting.borrow_mut().push(Waiting { record: record.clone(), written });
        if !self.is_writing.replace(true) {
            self.write_waiting(storage).await;
            self.is_writing.set(false);
        }
        is_written.await.unwrap_or(Err(RunFault::Storage { detail: "not written".to_owned() }))
    }

    async fn write_waiting(&self, storage: &Storage) {
        loop {
            let together: Vec<Waiting> = {
                let mut waiting = self.waiting.borrow_mut();
                let number = waiting.len().min(MOST);
                waiting.drain(..number).collect()
            };
            if together.is_empty() {
                return;
            }
            let (records, senders): (Vec<Record>, Vec<_>) =
                together.into_iter().map(|waiting| (waiting.record, waiting.written)).unzip();
            let first = self.next.get();
            // A number is used once, whether or not its record comes to be written.
            self.next.set(first.saturating_add(u32::try_from(records.len()).unwrap_or(u32::MAX)));
            let written = storage.put_records(&self.run, first, &records).await;
            for sender in senders {
                // Nobody waits any more where the run was dropped meanwhile.
                drop(sender.send(written.clone()));
            }
        }
    }
}
