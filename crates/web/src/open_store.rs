//! The prediction files that were open last, in the browser's database, so that a reload of the page need not lose them.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

use super::database::{Change, Database};

pub const NAME: &str = "gmai-scope-open";
const FILES: &str = "files";

/// Greatest size of a file that is kept; predictions for the whole benchmark take a few megabytes.
const MOST_BYTES: f64 = 32e6;

/// Keeps files by their names; with `replaces` those that were kept before go.
pub async fn keep(files: &[File], replaces: bool) -> Result<(), JsValue> {
    let store = open().await?;
    let mut changes = Vec::new();
    if replaces {
        let keys = store.keys(FILES, &JsValue::UNDEFINED).await?;
        changes.extend(keys.iter().map(|key| Change::Delete(FILES, key)));
    }
    let small = files.iter().filter(|file| file.size() <= MOST_BYTES);
    changes.extend(small.map(|file| Change::Put(FILES, file.name().into(), file.clone().into())));
    if changes.is_empty() { Ok(()) } else { store.change(changes).await }
}

/// The files, by name.
pub async fn kept() -> Result<Vec<File>, JsValue> {
    let all = open().await?.all(FILES, &JsValue::UNDEFINED).await?;
    Ok(all.into_iter().filter_map(|(_, file)| file.dyn_into().ok()).collect())
}

pub async fn forget(name: &str) -> Result<(), JsValue> {
    open().await?.change(vec![Change::Delete(FILES, name.into())]).await
}

async fn open() -> Result<Database, JsValue> {
    Database::open(NAME, &[FILES]).await
}
