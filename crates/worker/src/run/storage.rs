//! Where runs are kept: a database of the browser, with a header and the records of each run as JSON.

use std::cell::Cell;

use idb::{Database, Factory, KeyRange, ObjectStore, ObjectStoreParams, Query, TransactionMode, TransactionResult};
use js_sys::Array;
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};

use super::faults::database;
use engine::run::{Journal, Record, StoredRun};
use protocol::run::{JournalError, RunFault, RunId};

const NAME: &str = "gmai-scope-runs";

/// Headers by id.
const RUNS: &str = "runs";

/// Records by id and number.
const RECORDS: &str = "records";

/// The database.
pub(super) struct Storage(Database);

impl Drop for Storage {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl Storage {
    /// Opens the database, making it where there is none.
    pub(super) async fn open() -> Result<Self, RunFault> {
        let mut request = Factory::new().and_then(|factory| factory.open(NAME, Some(1))).map_err(|e| database(&e))?;
        request.on_upgrade_needed(|event| {
            // A store that cannot be made fails the first request about it.
            if let Ok(made) = idb::event::DatabaseEvent::database(&event) {
                for store in [RUNS, RECORDS] {
                    drop(made.create_object_store(store, ObjectStoreParams::new()));
                }
            }
        });
        let mut opened = request.await.map_err(|error| database(&error))?;
        // Another tab deletes the database, and waits until nobody has it open.
        opened.on_version_change(|event| {
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::IdbDatabase>().ok());
            if let Some(open) = target {
                open.close();
            }
        });
        Ok(Self(opened))
    }

    /// The headers of all runs, or why one cannot be read.
    pub(super) async fn headers(&self) -> Result<Vec<Result<StoredRun, (RunId, JournalError)>>, RunFault> {
        let stored = async {
            let transaction = self.0.transaction(&[RUNS], TransactionMode::ReadOnly)?;
            let runs = transaction.object_store(RUNS)?;
            let (keys, values) = (runs.get_all_keys(None, None)?, runs.get_all(None, None)?);
            Ok::<_, idb::Error>((keys.await?, values.await?))
        };
        let (keys, values) = stored.await.map_err(|error| database(&error))?;
        let read = |(key, value): (&JsValue, &JsValue)| {
            let id = key.as_string().unwrap_or_default();
            StoredRun::read(&id, value.as_string().as_deref()).map_err(|fault| (id, fault))
        };
        Ok(keys.iter().zip(&values).map(read).collect())
    }

    /// The header of a run.
    pub(super) async fn header(&self, id: &str) -> Result<StoredRun, RunFault> {
        let value = async {
            let transaction = self.0.transaction(&[RUNS], TransactionMode::ReadOnly)?;
            transaction.object_store(RUNS)?.get(Query::Key(id.into()))?.await
        };
        let value = value.await.map_err(|error| database(&error))?.ok_or(RunFault::NoSuchRun)?;
        Ok(StoredRun::read(id, value.as_string().as_deref())?)
    }

    /// The records of a run, in the order in which they were written, and which of them cannot be read.
    pub(super) async fn records(&self, id: &str) -> Result<(Vec<Record>, Option<JournalError>), RunFault> {
        let values = async {
            let transaction = self.0.transaction(&[RECORDS], TransactionMode::ReadOnly)?;
            transaction.object_store(RECORDS)?.get_all(Some(of_run(id)?), None)?.await
        };
        let values = values.await.map_err(|error| database(&error))?;
        let texts: Vec<Option<String>> = values.iter().map(JsValue::as_string).collect();
        Ok(Journal::read_records(texts.iter().map(Option::as_deref)))
    }

    /// The number that follows those of a run's records.
    pub(super) async fn next_number(&self, id: &str) -> Result<u32, RunFault> {
        let keys = async {
            let transaction = self.0.transaction(&[RECORDS], TransactionMode::ReadOnly)?;
            transaction.object_store(RECORDS)?.get_all_keys(Some(of_run(id)?), None)?.await
        };
        let keys = keys.await.map_err(|error| database(&error))?;
        let number = |key: &JsValue| Array::from(key).get(1).as_f64();
        Ok(keys.last().and_then(number).map_or(0, whole).saturating_add(u32::from(!keys.is_empty())))
    }

    /// Keeps a header made of the one that is there, if any, within one transaction: what others have noted in it
    /// meanwhile is not overwritten. Returns what is kept.
    pub(super) async fn change_header(
        &self,
        id: &str,
        change: impl FnOnce(Option<StoredRun>) -> Result<StoredRun, RunFault>,
    ) -> Result<StoredRun, RunFault> {
        let failed = |error| database(&error);
        let transaction = self.0.transaction(&[RUNS], TransactionMode::ReadWrite).map_err(failed)?;
        let runs = transaction.object_store(RUNS).map_err(failed)?;
        let there = runs.get(Query::Key(id.into())).map_err(failed)?.await.map_err(failed)?;
        let there = there.map(|value| StoredRun::read(id, value.as_string().as_deref())).transpose()?;
        let header = change(there)?;
        runs.put(&write(&header)?, Some(&id.into())).map_err(failed)?;
        committed(transaction.await)?;
        Ok(header)
    }

    /// Keeps records of a run; all or none.
    pub(super) async fn put_records(&self, id: &str, first: u32, records: &[Record]) -> Result<(), RunFault> {
        let values = records.iter().map(write).collect::<Result<Vec<_>, _>>()?;
        self.change(|_, store| {
            for (number, value) in (first..).zip(&values) {
                store.put(value, Some(&key(id, &number.into())))?;
            }
            Ok(())
        })
        .await
    }

    /// Deletes a run.
    pub(super) async fn delete(&self, id: &str) -> Result<(), RunFault> {
        self.change(|runs, records| {
            runs.delete(Query::Key(id.into()))?;
            records.delete(of_run(id)?).map(drop)
        })
        .await
    }

    /// Changes both stores at once; done only when the browser has written it.
    async fn change(
        &self,
        work: impl FnOnce(&ObjectStore, &ObjectStore) -> Result<(), idb::Error>,
    ) -> Result<(), RunFault> {
        let written = async {
            let transaction = self.0.transaction(&[RUNS, RECORDS], TransactionMode::ReadWrite)?;
            work(&transaction.object_store(RUNS)?, &transaction.object_store(RECORDS)?)?;
            transaction.await
        };
        committed(written.await)
    }
}

fn committed(written: Result<TransactionResult, idb::Error>) -> Result<(), RunFault> {
    match written.map_err(|error| database(&error))? {
        TransactionResult::Committed => Ok(()),
        TransactionResult::Aborted => Err(RunFault::Storage { detail: "aborted".to_owned() }),
    }
}

/// Numbers the records of a run.
#[derive(Default)]
pub(super) struct Numbers(Cell<u32>);

impl Numbers {
    /// Begins with that number.
    pub(super) fn from(first: u32) -> Self {
        Self(Cell::new(first))
    }

    /// The number that comes next, which is not taken yet.
    pub(super) fn coming(&self) -> u32 {
        self.0.get()
    }

    /// Takes so many numbers; returns the first.
    pub(super) fn take(&self, many: usize) -> u32 {
        let number = self.0.get();
        self.0.set(number.saturating_add(u32::try_from(many).unwrap_or(u32::MAX)));
        number
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers of records were whole")]
fn whole(number: f64) -> u32 {
    number as u32
}

fn key(id: &str, number: &JsValue) -> JsValue {
    Array::of2(&id.into(), number).into()
}

/// All records of a run: lists stand behind numbers in the order of keys.
fn of_run(id: &str) -> Result<Query, idb::Error> {
    let range = KeyRange::bound(&Array::of1(&id.into()), &key(id, &Array::new().into()), None, None)?;
    Ok(Query::KeyRange(range))
}

fn write(value: &impl Serialize) -> Result<JsValue, RunFault> {
    let json = serde_json::to_string(value).map_err(|error| RunFault::Storage { detail: error.to_string() })?;
    Ok(json.into())
}
