//! Writing records into the storage: those that come while others are being written share the next transaction, since a
//! transaction takes as long for many records as for one.

use std::cell::{Cell, RefCell};

use futures_channel::oneshot;

use super::storage::{Numbers, Storage};
use engine::run::Record;
use protocol::run::RunFault;

/// Records in a transaction at most.
const MOST: usize = 64;

/// Writes the records of one run.
pub(super) struct JournalWriter {
    run: String,
    numbers: Numbers,
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
    pub(super) fn new(run: String, numbers: Numbers) -> Self {
        Self { run, numbers, waiting: RefCell::default(), is_writing: Cell::default() }
    }

    /// The number of the next record.
    pub(super) fn coming(&self) -> u32 {
        self.numbers.coming()
    }

    /// Writes a record; done only when the browser has written it.
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
            let written = storage.put_records(&self.run, self.numbers.take(records.len()), &records).await;
            for sender in senders {
                // Nobody waits any more where the run was dropped meanwhile.
                drop(sender.send(written.clone()));
            }
        }
    }
}
