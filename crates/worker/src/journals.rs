//! Where runs are kept: a database of the browser, with headers by id, and records by id and number.

use std::rc::Rc;

use js_sys::{Array, Function, Reflect, global};
use protocol::run::{RunFault, RunId};
use session::host::{ChangeHeader, JournalStore, Journals, Promise};
use wasm_bindgen::{JsCast, JsValue};
use web::database::{Change, Database};

use super::browser::{Browser, refused};

const NAME: &str = "gmai-scope-runs";
const RUNS: &str = "runs";
const RECORDS: &str = "records";

struct Connection(Database);

impl Journals for Browser {
    fn open(&self) -> Promise<'_, Result<Rc<dyn JournalStore>, RunFault>> {
        Box::pin(async {
            let database = Database::open(NAME, &[RUNS, RECORDS]).await.map_err(refused)?;
            Ok(Rc::new(Connection(database)) as Rc<dyn JournalStore>)
        })
    }
}

impl JournalStore for Connection {
    fn headers(&self) -> Promise<'_, Result<Vec<(RunId, String)>, RunFault>> {
        Box::pin(async {
            let headers = self.0.all(RUNS, &JsValue::UNDEFINED).await.map_err(refused)?;
            Ok(headers.iter().map(|(id, header)| (text(id), text(header))).collect())
        })
    }

    fn header<'a>(&'a self, id: &'a str) -> Promise<'a, Result<Option<String>, RunFault>> {
        Box::pin(async move {
            let header = self.0.get(RUNS, &id.into()).await.map_err(refused)?;
            Ok((!header.is_undefined()).then(|| text(&header)))
        })
    }

    fn records<'a>(&'a self, id: &'a str) -> Promise<'a, Result<Vec<String>, RunFault>> {
        let records = async move { self.0.all(RECORDS, &of_run(id)?).await };
        Box::pin(async { Ok(records.await.map_err(refused)?.iter().map(|(_, record)| text(record)).collect()) })
    }

    fn next_number<'a>(&'a self, id: &'a str) -> Promise<'a, Result<u32, RunFault>> {
        let keys = async move { self.0.keys(RECORDS, &of_run(id)?).await };
        Box::pin(async {
            let last = keys.await.map_err(refused)?.pop();
            Ok(if last.is_undefined() { 0 } else { number_of(&last).saturating_add(1) })
        })
    }

    fn change_header<'a>(&'a self, id: &'a str, change: ChangeHeader<'a>) -> Promise<'a, Result<(), RunFault>> {
        Box::pin(async move {
            let mut refusal = Ok(());
            let change = |there: JsValue| {
                let there = (!there.is_undefined()).then(|| text(&there));
                change(there.as_deref()).map(JsValue::from).map_err(|fault| refusal = Err(fault)).ok()
            };
            self.0.update(RUNS, &id.into(), change).await.map_err(refused)?;
            refusal
        })
    }

    fn put_records<'a>(&'a self, id: &'a str, first: u32, records: Vec<String>) -> Promise<'a, Result<(), RunFault>> {
        Box::pin(async move {
            let put = |(number, record): (u32, String)| {
                Change::Put(RECORDS, Array::of2(&id.into(), &number.into()).into(), record.into())
            };
            self.0.change((first..).zip(records).map(put).collect()).await.map_err(refused)
        })
    }

    fn delete<'a>(&'a self, id: &'a str) -> Promise<'a, Result<(), RunFault>> {
        let delete = async move {
            self.0.change(vec![Change::Delete(RUNS, id.into()), Change::Delete(RECORDS, of_run(id)?)]).await
        };
        Box::pin(async { delete.await.map_err(refused) })
    }
}

/// A stored text; what is none cannot be read as a header or a record either.
fn text(value: &JsValue) -> String {
    value.as_string().unwrap_or_default()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers of records were whole")]
fn number_of(key: &JsValue) -> u32 {
    Array::from(key).get(1).as_f64().unwrap_or_default() as u32
}

/// The keys of all records of a run: lists stand behind numbers in the order of keys.
fn of_run(id: &str) -> Result<JsValue, JsValue> {
    let ranges = Reflect::get(&global(), &"IDBKeyRange".into())?;
    let bound: Function = Reflect::get(&ranges, &"bound".into())?.dyn_into()?;
    bound.call2(&ranges, &Array::of1(&id.into()), &Array::of2(&id.into(), &Array::new()))
}
