//! The datasets that were opened before, in the browser's database: what they are, their indices, their file handles.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsError, JsValue};

use super::calls::is_named;
use super::database::{Change, Database};
use protocol::recent::{RecentDataset, surplus};

pub const NAME: &str = "gmai-scope-recent";
const DATASETS: &str = "datasets";
const INDICES: &str = "indices";
const HANDLES: &str = "handles";

pub struct RecentStore(Database);

impl RecentStore {
    pub async fn open() -> Result<Self, JsValue> {
        Database::open(NAME, &[DATASETS, INDICES, HANDLES]).await.map(Self)
    }

    /// The datasets, the one opened last first. What another version has written is left out.
    pub async fn list(&self) -> Result<Vec<RecentDataset>, JsValue> {
        let kept = self.0.all(DATASETS, &JsValue::UNDEFINED).await?;
        let read = |value: JsValue| serde_json::from_str(&value.as_string()?).ok();
        let mut datasets: Vec<RecentDataset> = kept.into_iter().filter_map(|(_, value)| read(value)).collect();
        datasets.sort_by(|one, other| other.opened.total_cmp(&one.opened));
        Ok(datasets)
    }

    pub async fn index(&self, fingerprint: &str) -> Result<Option<Vec<u8>>, JsValue> {
        Ok(self.0.get(INDICES, &fingerprint.into()).await?.dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec()))
    }

    /// Keeps a dataset, with its index where that is new, and drops those opened longest ago that are too many.
    ///
    /// # Errors
    /// If the browser refuses; see [`is_full`].
    pub async fn keep(&self, dataset: &RecentDataset, index: Option<&[u8]>) -> Result<(), JsValue> {
        let key = JsValue::from(dataset.fingerprint.as_str());
        let written = serde_json::to_string(dataset).map_err(JsError::from)?;
        let mut changes = vec![Change::Put(DATASETS, key.clone(), written.into())];
        if let Some(index) = index {
            changes.push(Change::Put(INDICES, key, Uint8Array::from(index).into()));
        }
        self.0.change(changes).await?;
        for old in surplus(&self.list().await?) {
            self.forget(&old).await?;
        }
        Ok(())
    }

    pub async fn keep_handles(&self, fingerprint: &str, handles: &Array) -> Result<(), JsValue> {
        self.0.change(vec![Change::Put(HANDLES, fingerprint.into(), handles.into())]).await
    }

    /// The handles of each dataset's files, by fingerprint.
    pub async fn handles(&self) -> Result<Vec<(String, Array)>, JsValue> {
        let kept = self.0.all(HANDLES, &JsValue::UNDEFINED).await?;
        Ok(kept.into_iter().filter_map(|(key, handles)| Some((key.as_string()?, handles.dyn_into().ok()?))).collect())
    }

    pub async fn forget(&self, fingerprint: &str) -> Result<(), JsValue> {
        let stores = [DATASETS, INDICES, HANDLES];
        self.0.change(stores.map(|store| Change::Delete(store, fingerprint.into())).into()).await
    }
}

/// Whether the browser refused because it has no room.
pub fn is_full(error: &JsValue) -> bool {
    is_named(error, "QuotaExceededError")
}
