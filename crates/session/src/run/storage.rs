//! The runs that are kept, as the host's store has them and as they are read.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use engine::run::{Journal, Record, StoredRun};
use futures_channel::oneshot;
use protocol::run::{JournalError, RunFault, RunId};
use serde::Serialize;

use crate::host::{Host, JournalStore};

/// Greatest number of records in a transaction.
const MOST: usize = 64;

pub(super) struct Storage(Rc<dyn JournalStore>);

impl Storage {
    pub(super) async fn open(host: &Host) -> Result<Self, RunFault> {
        Ok(Self(host.journals.open().await?))
    }

    /// The headers of all runs, or why one cannot be read.
    pub(super) async fn headers(&self) -> Result<Vec<Result<StoredRun, (RunId, JournalError)>>, RunFault> {
        let headers = self.0.headers().await?;
        let read = |(id, json): (RunId, String)| StoredRun::read(&id, Some(&json)).map_err(|fault| (id, fault));
        Ok(headers.into_iter().map(read).collect())
    }

    pub(super) async fn header(&self, id: &str) -> Result<StoredRun, RunFault> {
        let json = self.0.header(id).await?.ok_or(RunFault::NoSuchRun)?;
        Ok(StoredRun::read(id, Some(&json))?)
    }

    /// The records of a run, in the order in which they were written, and which of them cannot be read.
    pub(super) async fn records(&self, id: &str) -> Result<(Vec<Record>, Option<JournalError>), RunFault> {
        let texts = self.0.records(id).await?;
        Ok(Journal::read_records(texts.iter().map(|text| Some(text.as_str()))))
    }

    pub(super) async fn next_number(&self, id: &str) -> Result<u32, RunFault> {
        self.0.next_number(id).await
    }

    /// Keeps a header made of the one that is there, if any, within one transaction: what others have noted in it
    /// meanwhile is not overwritten. Returns what is kept.
    pub(super) async fn change_header(
        &self,
        id: &str,
        change: impl FnOnce(Option<StoredRun>) -> Result<StoredRun, RunFault>,
    ) -> Result<StoredRun, RunFault> {
        let mut kept = None;
        let change_json = |json: Option<&str>| {
            let there = json.map(|json| StoredRun::read(id, Some(json))).transpose()?;
            let header = change(there)?;
            let json = write(&header)?;
            kept = Some(header);
            Ok(json)
        };
        self.0.change_header(id, Box::new(change_json)).await?;
        kept.ok_or_else(|| RunFault::Storage { detail: "not written".to_owned() })
    }

    pub(super) async fn put_records(&self, id: &str, first: u32, records: &[Record]) -> Result<(), RunFault> {
        let records = records.iter().map(write).collect::<Result<_, _>>()?;
        self.0.put_records(id, first, records).await
    }

    pub(super) async fn delete(&self, id: &str) -> Result<(), RunFault> {
        self.0.delete(id).await
    }
}

fn write(value: &impl Serialize) -> Result<String, RunFault> {
    serde_json::to_string(value).map_err(|error| RunFault::Storage { detail: error.to_string() })
}

/// Writes the records of one run: those that come while others are being written share the next transaction, since a
/// transaction takes as long for many records as for one.
pub(super) struct JournalWriter {
    run: String,
    /// The number of the next record.
    next: Cell<u32>,
    waiting: RefCell<Vec<Waiting>>,
    is_writing: Cell<bool>,
}

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
