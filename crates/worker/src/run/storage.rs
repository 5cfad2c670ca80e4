//! Where runs are kept: a database of the browser, with a header and the records of each run as JSON.

use std::cell::Cell;

use idb::{Database, Factory, KeyRange, ObjectStore, ObjectStoreParams, Query, TransactionMode};
use js_sys::Array;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};

use super::faults::database;
use super::judging::JudgeHeader;
use engine::endpoint::Usage;
use engine::local::LoadedModel;
use engine::run::{Model, Price, Record, RunHeader, RunLimits};
use protocol::run::RunFault;

const NAME: &str = "gmai-scope-runs";

/// Headers by id.
const RUNS: &str = "runs";

/// Records by id and number.
const RECORDS: &str = "records";

/// What is kept of a run beside its records.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Header {
    /// Questions of the dataset.
    Run(RunHeader),
    /// Predictions that a judge reads.
    Judge(JudgeHeader),
}

impl Header {
    /// The run's name.
    pub(super) fn id(&self) -> &str {
        match self {
            Self::Run(header) => &header.id,
            Self::Judge(header) => &header.id,
        }
    }

    /// The indices of the questions.
    pub(super) fn questions(&self) -> &[String] {
        match self {
            Self::Run(header) => &header.questions,
            Self::Judge(header) => &header.questions,
        }
    }

    /// Whom it asks.
    pub(super) fn model(&self) -> &Model {
        match self {
            Self::Run(header) => &header.model,
            Self::Judge(header) => &header.model,
        }
    }

    /// Name of the dataset.
    pub(super) fn dataset(&self) -> &str {
        match self {
            Self::Run(header) => &header.dataset,
            Self::Judge(header) => &header.dataset,
        }
    }

    /// When it was begun.
    pub(super) fn begun(&self) -> u64 {
        match self {
            Self::Run(header) => header.begun,
            Self::Judge(header) => header.begun,
        }
    }

    /// What it may do.
    pub(super) fn limits(&self) -> &RunLimits {
        match self {
            Self::Run(header) => &header.limits,
            Self::Judge(header) => &header.limits,
        }
    }

    /// What a question takes where the server does not report it.
    pub(super) fn expected(&self) -> Usage {
        Usage { input: self.limits().tokens_per_question, output: 0 }
    }

    /// What tokens cost.
    pub(super) fn price(&self) -> &Price {
        match self {
            Self::Run(header) => &header.price,
            Self::Judge(header) => &header.price,
        }
    }

    /// The header with what was loaded in the browser; `None` where it says so already.
    pub(super) fn with_loaded(&self, loaded: LoadedModel) -> Option<Self> {
        let mut noted = self.clone();
        let model = match &mut noted {
            Self::Run(header) => &mut header.model,
            Self::Judge(header) => &mut header.model,
        };
        let Model::Local(model) = model else { return None };
        if model.loaded.contains(&loaded) {
            return None;
        }
        model.loaded.push(loaded);
        Some(noted)
    }

    /// The header with other limits.
    pub(super) fn with_limits(mut self, limits: RunLimits) -> Self {
        match &mut self {
            Self::Run(header) => header.limits = limits,
            Self::Judge(header) => header.limits = limits,
        }
        self
    }
}

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

    /// The headers of all runs.
    pub(super) async fn headers(&self) -> Result<Vec<Header>, RunFault> {
        let values = async {
            let transaction = self.0.transaction(&[RUNS], TransactionMode::ReadOnly)?;
            transaction.object_store(RUNS)?.get_all(None, None)?.await
        };
        let values = values.await.map_err(|error| database(&error))?;
        Ok(values.iter().filter_map(read).collect())
    }

    /// The header of a run.
    pub(super) async fn header(&self, id: &str) -> Result<Header, RunFault> {
        let value = async {
            let transaction = self.0.transaction(&[RUNS], TransactionMode::ReadOnly)?;
            transaction.object_store(RUNS)?.get(Query::Key(id.into()))?.await
        };
        let value = value.await.map_err(|error| database(&error))?;
        value.as_ref().and_then(read).ok_or(RunFault::NoSuchRun)
    }

    /// The records of a run, in the order in which they were written.
    pub(super) async fn records(&self, id: &str) -> Result<Vec<Record>, RunFault> {
        let values = async {
            let transaction = self.0.transaction(&[RECORDS], TransactionMode::ReadOnly)?;
            transaction.object_store(RECORDS)?.get_all(Some(of_run(id)?), None)?.await
        };
        let values = values.await.map_err(|error| database(&error))?;
        Ok(values.iter().filter_map(read).collect())
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

    /// Keeps the header of a run.
    pub(super) async fn put_header(&self, header: &Header) -> Result<(), RunFault> {
        let value = write(header)?;
        self.change(|runs, _| runs.put(&value, Some(&header.id().into())).map(drop)).await
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
        match written.await.map_err(|error| database(&error))? {
            result if result.is_committed() => Ok(()),
            _ => Err(RunFault::Storage { detail: "aborted".to_owned() }),
        }
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

fn read<T: for<'de> Deserialize<'de>>(value: &JsValue) -> Option<T> {
    serde_json::from_str(&value.as_string()?).ok()
}

fn write(value: &impl Serialize) -> Result<JsValue, RunFault> {
    let json = serde_json::to_string(value).map_err(|error| RunFault::Storage { detail: error.to_string() })?;
    Ok(json.into())
}
