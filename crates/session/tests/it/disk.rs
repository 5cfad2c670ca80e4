//! What outlives a session: runs and indices.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use engine::run::{Journal, Record, StoredRun};
use protocol::recent::RecentDataset;
use protocol::run::{RunFault, RunId};
use session::host::{ChangeHeader, IndexStore, JournalStore, Journals, Promise};

use crate::chaos::{Call, Chaos};
use crate::machine::Machine;

/// Milliseconds that a request takes.
const LATENCY: u64 = 2;

/// When the session is killed: at that write, which is done before or not.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kill {
    pub(crate) write: u32,
    pub(crate) is_written: bool,
}

#[derive(Default)]
pub(crate) struct Stored {
    pub(crate) headers: RefCell<BTreeMap<RunId, String>>,
    pub(crate) records: RefCell<BTreeMap<(RunId, u32), String>>,
    indices: RefCell<BTreeMap<String, Vec<u8>>>,
    /// Datasets in the order in which they were kept, each with whether its index was.
    pub(crate) listed: RefCell<Vec<(RecentDataset, bool)>>,
    pub(crate) kill: Cell<Option<Kill>>,
    pub(crate) is_killed: Cell<bool>,
    writes: Cell<u32>,
}

impl Stored {
    /// The only run and its records.
    pub(crate) fn run(&self) -> Option<(StoredRun, Vec<Record>)> {
        let headers = self.headers.borrow();
        assert!(headers.len() <= 1, "a stray run is stored");
        let (id, header) = headers.iter().next()?;
        let records = self.records.borrow();
        let (records, broken) = Journal::read_records(records.values().map(|json| Some(json.as_str())));
        assert_eq!(broken, None);
        Some((StoredRun::read(id, Some(header)).unwrap(), records))
    }

    /// Whether an answer to the question is stored.
    pub(crate) fn has_answer(&self, index: &str) -> bool {
        self.run()
            .is_some_and(|(_, records)| records.iter().any(|record| record.index == index && record.answer().is_some()))
    }

    /// Counts a write and does it; the session may be killed at it.
    fn write(&self, write: impl FnOnce()) {
        self.writes.set(self.writes.get() + 1);
        let kill = self.kill.get().filter(|kill| kill.write == self.writes.get());
        if kill.is_none_or(|kill| kill.is_written) {
            write();
        }
        self.is_killed.set(self.is_killed.get() || kill.is_some());
    }
}

pub(crate) struct Disk {
    pub(crate) machine: Rc<Machine>,
    pub(crate) chaos: Rc<Chaos>,
    pub(crate) stored: Rc<Stored>,
}

impl Disk {
    async fn pass(&self, call: Call) -> Result<(), RunFault> {
        self.machine.sleep(LATENCY).await;
        if self.chaos.befalls(call) { Err(RunFault::StorageFull) } else { Ok(()) }
    }

    fn of_run(&self, id: &str) -> Vec<(u32, String)> {
        let records = self.stored.records.borrow();
        let of_run = records.iter().filter(|((run, _), _)| run == id);
        of_run.map(|((_, number), json)| (*number, json.clone())).collect()
    }

    fn share(&self) -> Self {
        Self { machine: self.machine.clone(), chaos: self.chaos.clone(), stored: self.stored.clone() }
    }
}

impl Journals for Disk {
    fn open(&self) -> Promise<'_, Result<Rc<dyn JournalStore>, RunFault>> {
        Box::pin(async {
            self.pass(Call::OpenStore).await?;
            Ok(Rc::new(self.share()) as Rc<dyn JournalStore>)
        })
    }
}

impl JournalStore for Disk {
    fn headers(&self) -> Promise<'_, Result<Vec<(RunId, String)>, RunFault>> {
        Box::pin(async {
            self.pass(Call::ReadStore).await?;
            Ok(self.stored.headers.borrow().clone().into_iter().collect())
        })
    }

    fn header<'a>(&'a self, id: &'a str) -> Promise<'a, Result<Option<String>, RunFault>> {
        Box::pin(async move {
            self.pass(Call::ReadStore).await?;
            Ok(self.stored.headers.borrow().get(id).cloned())
        })
    }

    fn records<'a>(&'a self, id: &'a str) -> Promise<'a, Result<Vec<String>, RunFault>> {
        Box::pin(async move {
            self.pass(Call::ReadRecords).await?;
            Ok(self.of_run(id).into_iter().map(|(_, json)| json).collect())
        })
    }

    fn next_number<'a>(&'a self, id: &'a str) -> Promise<'a, Result<u32, RunFault>> {
        Box::pin(async move {
            self.pass(Call::ReadStore).await?;
            Ok(self.of_run(id).last().map_or(0, |(number, _)| number + 1))
        })
    }

    fn change_header<'a>(&'a self, id: &'a str, change: ChangeHeader<'a>) -> Promise<'a, Result<(), RunFault>> {
        Box::pin(async move {
            self.pass(Call::WriteHeader).await?;
            let there = self.stored.headers.borrow().get(id).cloned();
            let header = change(there.as_deref())?;
            self.stored.write(|| drop(self.stored.headers.borrow_mut().insert(id.to_owned(), header)));
            Ok(())
        })
    }

    fn put_records<'a>(&'a self, id: &'a str, first: u32, records: Vec<String>) -> Promise<'a, Result<(), RunFault>> {
        Box::pin(async move {
            self.pass(Call::WriteRecords).await?;
            self.stored.write(|| {
                for (number, json) in (first..).zip(records) {
                    let former = self.stored.records.borrow_mut().insert((id.to_owned(), number), json);
                    assert_eq!(former, None, "a record is overwritten");
                }
            });
            Ok(())
        })
    }

    fn delete<'a>(&'a self, id: &'a str) -> Promise<'a, Result<(), RunFault>> {
        Box::pin(async move {
            self.pass(Call::WriteRecords).await?;
            self.stored.headers.borrow_mut().remove(id);
            self.stored.records.borrow_mut().retain(|(run, _), _| run != id);
            Ok(())
        })
    }
}

impl IndexStore for Disk {
    fn index<'a>(&'a self, fingerprint: &'a str) -> Promise<'a, Option<Vec<u8>>> {
        Box::pin(async move {
            self.pass(Call::Index).await.ok()?;
            self.stored.indices.borrow().get(fingerprint).cloned()
        })
    }

    fn keep<'a>(&'a self, dataset: &'a RecentDataset, index: Option<&'a [u8]>) -> Promise<'a, Result<(), RunFault>> {
        Box::pin(async move {
            self.pass(Call::Index).await?;
            self.stored.listed.borrow_mut().push((dataset.clone(), index.is_some()));
            if let Some(index) = index {
                self.stored.indices.borrow_mut().insert(dataset.fingerprint.clone(), index.to_vec());
            }
            Ok(())
        })
    }
}
