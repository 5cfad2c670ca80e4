//! Where runs are kept: a database of the browser, with headers by id, and records by id and number.

use std::rc::Rc;

use idb::{
    Database, Error, Factory, KeyRange, ObjectStore, ObjectStoreParams, Query, TransactionMode, TransactionResult,
};
use js_sys::Array;
use protocol::run::{RunFault, RunId};
use session::host::{ChangeHeader, JournalStore, Journals, Promise};
use wasm_bindgen::{JsCast, JsValue};

use super::browser::Browser;

const NAME: &str = "gmai-scope-runs";
const RUNS: &str = "runs";
const RECORDS: &str = "records";

/// The database, closed when it is dropped.
struct Connection(Database);

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl Journals for Browser {
    fn open(&self) -> Promise<'_, Result<Rc<dyn JournalStore>, RunFault>> {
        Box::pin(async { Ok(Rc::new(Connection(open().await.map_err(fault)?)) as Rc<dyn JournalStore>) })
    }
}

async fn open() -> Result<Database, Error> {
    let mut request = Factory::new()?.open(NAME, Some(1))?;
    request.on_upgrade_needed(|event| {
        // A store that cannot be made fails the first request about it.
        if let Ok(made) = idb::event::DatabaseEvent::database(&event) {
            for store in [RUNS, RECORDS] {
                drop(made.create_object_store(store, ObjectStoreParams::new()));
            }
        }
    });
    let mut opened = request.await?;
    // Another tab deletes the database, and waits until nobody has it open.
    opened.on_version_change(|event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::IdbDatabase>().ok());
        if let Some(open) = target {
            open.close();
        }
    });
    Ok(opened)
}

impl JournalStore for Connection {
    fn headers(&self) -> Promise<'_, Result<Vec<(RunId, String)>, RunFault>> {
        let stored = async {
            let runs = self.store(RUNS)?;
            let (keys, values) = (runs.get_all_keys(None, None)?, runs.get_all(None, None)?);
            Ok((keys.await?, values.await?))
        };
        Box::pin(async {
            let (keys, values) = stored.await.map_err(fault)?;
            Ok(keys.iter().zip(&values).map(|(key, value)| (text(key), text(value))).collect())
        })
    }

    fn header<'a>(&'a self, id: &'a str) -> Promise<'a, Result<Option<String>, RunFault>> {
        let stored = async move { self.store(RUNS)?.get(Query::Key(id.into()))?.await };
        Box::pin(async { Ok(stored.await.map_err(fault)?.as_ref().map(text)) })
    }

    fn records<'a>(&'a self, id: &'a str) -> Promise<'a, Result<Vec<String>, RunFault>> {
        let stored = async move { self.store(RECORDS)?.get_all(Some(of_run(id)?), None)?.await };
        Box::pin(async { Ok(stored.await.map_err(fault)?.iter().map(text).collect()) })
    }

    fn next_number<'a>(&'a self, id: &'a str) -> Promise<'a, Result<u32, RunFault>> {
        let keys = async move { self.store(RECORDS)?.get_all_keys(Some(of_run(id)?), None)?.await };
        Box::pin(async {
            let keys = keys.await.map_err(fault)?;
            let number = |key: &JsValue| Array::from(key).get(1).as_f64();
            Ok(keys.last().and_then(number).map_or(0, whole).saturating_add(u32::from(!keys.is_empty())))
        })
    }

    fn change_header<'a>(&'a self, id: &'a str, change: ChangeHeader<'a>) -> Promise<'a, Result<(), RunFault>> {
        Box::pin(async move {
            let transaction = self.0.transaction(&[RUNS], TransactionMode::ReadWrite).map_err(fault)?;
            let runs = transaction.object_store(RUNS).map_err(fault)?;
            let there = runs.get(Query::Key(id.into())).map_err(fault)?.await.map_err(fault)?;
            let header = change(there.as_ref().map(text).as_deref())?;
            runs.put(&header.into(), Some(&id.into())).map_err(fault)?;
            committed(transaction.await)
        })
    }

    fn put_records<'a>(&'a self, id: &'a str, first: u32, records: Vec<String>) -> Promise<'a, Result<(), RunFault>> {
        Box::pin(self.change(move |_, store| {
            for (number, record) in (first..).zip(&records) {
                store.put(&record.into(), Some(&key(id, &number.into())))?;
            }
            Ok(())
        }))
    }

    fn delete<'a>(&'a self, id: &'a str) -> Promise<'a, Result<(), RunFault>> {
        Box::pin(self.change(move |runs, records| {
            runs.delete(Query::Key(id.into()))?;
            records.delete(of_run(id)?).map(drop)
        }))
    }
}

impl Connection {
    fn store(&self, name: &str) -> Result<ObjectStore, Error> {
        self.0.transaction(&[name], TransactionMode::ReadOnly)?.object_store(name)
    }

    /// Changes both stores at once; done only when the browser has written it.
    async fn change(&self, work: impl FnOnce(&ObjectStore, &ObjectStore) -> Result<(), Error>) -> Result<(), RunFault> {
        let written = async {
            let transaction = self.0.transaction(&[RUNS, RECORDS], TransactionMode::ReadWrite)?;
            work(&transaction.object_store(RUNS)?, &transaction.object_store(RECORDS)?)?;
            transaction.await
        };
        committed(written.await)
    }
}

fn committed(written: Result<TransactionResult, Error>) -> Result<(), RunFault> {
    match written.map_err(fault)? {
        TransactionResult::Committed => Ok(()),
        TransactionResult::Aborted => Err(RunFault::Storage { detail: "aborted".to_owned() }),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "to be given to `map_err`")]
fn fault(error: Error) -> RunFault {
    let said = error.to_string();
    if said.contains("QuotaExceeded") { RunFault::StorageFull } else { RunFault::Storage { detail: said } }
}

/// A stored text; what is none cannot be read as a header or a record either.
fn text(value: &JsValue) -> String {
    value.as_string().unwrap_or_default()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers of records were whole")]
fn whole(number: f64) -> u32 {
    number as u32
}

fn key(id: &str, number: &JsValue) -> JsValue {
    Array::of2(&id.into(), number).into()
}

/// All records of a run: lists stand behind numbers in the order of keys.
fn of_run(id: &str) -> Result<Query, Error> {
    let range = KeyRange::bound(&Array::of1(&id.into()), &key(id, &Array::new().into()), None, None)?;
    Ok(Query::KeyRange(range))
}
