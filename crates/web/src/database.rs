//! IndexedDB, in the page and in workers.
//!
//! A connection lives as long as one piece of work and gives way at once where the database is to be deleted.
//!
//! Own code rather than the crate `idb`, which waits by tokio's channels and brings its own error for every call.

use futures_channel::oneshot;
use js_sys::{Array, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Event, IdbDatabase, IdbFactory, IdbObjectStore, IdbRequest, IdbRequestReadyState, IdbTransaction,
    IdbTransactionMode,
};

use super::calls::call;
use super::keeping;

pub struct Database(IdbDatabase);

pub enum Change<'a> {
    Put(&'a str, JsValue, JsValue),
    Delete(&'a str, JsValue),
}

impl Database {
    /// Opens the database of that name, which is made with these stores where it is not there yet.
    ///
    /// # Errors
    /// If the browser has no databases for this page, or refuses, and from [`keeping::end`] on.
    pub async fn open(name: &str, stores: &'static [&'static str]) -> Result<Self, JsValue> {
        if !keeping::is_allowed() {
            return Err("everything is being deleted".into());
        }
        let request = factory()?.open_with_u32(name, 1)?;
        let creating = request.clone();
        let create = Closure::once(move |_: Event| {
            let Ok(database) = creating.result().and_then(JsCast::dyn_into::<IdbDatabase>) else { return };
            for store in stores {
                // Where it fails, opening does, and says so.
                drop(database.create_object_store(store));
            }
        });
        request.set_onupgradeneeded(Some(create.as_ref().unchecked_ref()));
        let database: IdbDatabase = settled(&request).await?.dyn_into()?;
        let closing = database.clone();
        let give_way = Closure::once_into_js(move |_: Event| closing.close());
        database.set_onversionchange(Some(give_way.unchecked_ref()));
        Ok(Self(database))
    }

    /// The value under a key; `undefined` where there is none.
    pub async fn get(&self, store: &str, key: &JsValue) -> Result<JsValue, JsValue> {
        settled(self.store(store)?.get(key)?.as_ref()).await
    }

    /// Every key in a range of a store, in order; `undefined` is the whole store.
    pub async fn keys(&self, store: &str, range: &JsValue) -> Result<Array, JsValue> {
        settled(self.store(store)?.get_all_keys_with_key(range)?.as_ref()).await?.dyn_into()
    }

    /// As [`Database::keys`], each key with its value.
    pub async fn all(&self, store: &str, range: &JsValue) -> Result<Vec<(JsValue, JsValue)>, JsValue> {
        let store = self.store(store)?;
        let (keys, values) = (store.get_all_keys_with_key(range)?, store.get_all_with_key(range)?);
        let keys: Array = settled(&keys).await?.dyn_into()?;
        let values: Array = settled(&values).await?.dyn_into()?;
        Ok(keys.iter().zip(values.iter()).collect())
    }

    /// Replaces the value under a key by what is made of it (`undefined` where there is none) within one transaction;
    /// where nothing is made of it, it stays.
    pub async fn update(
        &self,
        store: &str,
        key: &JsValue,
        change: impl FnOnce(JsValue) -> Option<JsValue>,
    ) -> Result<(), JsValue> {
        let transaction = self.0.transaction_with_str_and_mode(store, IdbTransactionMode::Readwrite)?;
        let store = transaction.object_store(store)?;
        if let Some(value) = change(settled(store.get(key)?.as_ref()).await?) {
            store.put_with_key(&value, key)?;
            completed(&transaction).await?;
        }
        Ok(())
    }

    /// Makes all of the changes, or none.
    ///
    /// # Errors
    /// If the browser refuses, as with `QuotaExceededError` where there is no room.
    pub async fn change(&self, changes: Vec<Change<'_>>) -> Result<(), JsValue> {
        let store = |change: &Change<'_>| match change {
            Change::Put(store, ..) | Change::Delete(store, _) => JsValue::from(*store),
        };
        let stores: Array = changes.iter().map(store).collect();
        let transaction = self.0.transaction_with_str_sequence_and_mode(&stores, IdbTransactionMode::Readwrite)?;
        for change in changes {
            match change {
                Change::Put(store, key, value) => {
                    transaction.object_store(store)?.put_with_key(&value, &key)?;
                }
                Change::Delete(store, key) => {
                    transaction.object_store(store)?.delete(&key)?;
                }
            }
        }
        completed(&transaction).await
    }

    fn store(&self, name: &str) -> Result<IdbObjectStore, JsValue> {
        self.0.transaction_with_str(name)?.object_store(name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// The names of this page's databases; `None` where the browser does not tell.
pub async fn database_names() -> Option<Vec<String>> {
    let listed: Array = call(&factory().ok()?.into(), "databases", &Array::new()).await.ok()?.dyn_into().ok()?;
    Some(listed.iter().filter_map(|entry| Reflect::get(&entry, &"name".into()).ok()?.as_string()).collect())
}

/// Deletes a database; connections of this version of the page give way.
pub async fn delete_database(name: &str) -> Result<(), JsValue> {
    settled(factory()?.delete_database(name)?.as_ref()).await.map(drop)
}

fn factory() -> Result<IdbFactory, JsValue> {
    Reflect::get(&js_sys::global(), &"indexedDB".into())?.dyn_into()
}

async fn settled(request: &IdbRequest) -> Result<JsValue, JsValue> {
    if request.ready_state() == IdbRequestReadyState::Pending {
        let (sender, receiver) = oneshot::channel();
        let end = end_of(sender);
        request.set_onsuccess(Some(end.unchecked_ref()));
        request.set_onerror(Some(end.unchecked_ref()));
        if receiver.await.is_err() {
            return Err(JsValue::UNDEFINED);
        }
    }
    match request.error()? {
        Some(error) => Err(error.into()),
        None => request.result(),
    }
}

async fn completed(transaction: &IdbTransaction) -> Result<(), JsValue> {
    let (sender, receiver) = oneshot::channel();
    let end = end_of(sender);
    transaction.set_oncomplete(Some(end.unchecked_ref()));
    transaction.set_onabort(Some(end.unchecked_ref()));
    if receiver.await.is_err() {
        return Err(JsValue::UNDEFINED);
    }
    transaction.error().map_or(Ok(()), |error| Err(error.into()))
}

/// A listener for the one event that ends something.
fn end_of(sender: oneshot::Sender<()>) -> JsValue {
    Closure::once_into_js(move |_: Event| {
        // Nobody misses the end of what is not awaited any more.
        sender.send(()).unwrap_or_default();
    })
}
