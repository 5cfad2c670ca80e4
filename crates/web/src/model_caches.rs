//! The models that are kept in the browser's caches, each in one of its own (see `public/local-model/`).

use js_sys::{Array, Reflect};
use protocol::local::KeptModel;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Response};

use super::calls::call;

const PREFIX: &str = "gmai-scope-model-";

/// The kept models, by name.
///
/// # Errors
/// If the browser has no caches, as in an insecure context.
pub async fn kept_models() -> Result<Vec<KeptModel>, JsValue> {
    let names: Array = call(&caches()?, "keys", &Array::new()).await?.dyn_into()?;
    let mut models = Vec::new();
    for name in names.iter().filter_map(|name| name.as_string()) {
        if let Some(model) = name.strip_prefix(PREFIX) {
            let (files, bytes) = weigh(&name).await?;
            models.push(KeptModel { name: model.to_owned(), files, bytes });
        }
    }
    models.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(models)
}

/// Deletes a kept model.
pub async fn delete_model(name: &str) -> Result<(), JsValue> {
    call(&caches()?, "delete", &Array::of1(&format!("{PREFIX}{name}").into())).await.map(drop)
}

async fn weigh(name: &str) -> Result<(u32, f64), JsValue> {
    let cache = call(&caches()?, "open", &Array::of1(&name.into())).await?;
    let requests: Array = call(&cache, "keys", &Array::new()).await?.dyn_into()?;
    let (mut files, mut bytes) = (0, 0.0);
    for request in requests.iter() {
        let found = call(&cache, "match", &Array::of1(&request)).await?;
        // That a file is not there is kept as well, and takes nothing.
        if let Some(response) = found.dyn_ref::<Response>().filter(|response| response.ok()) {
            files += 1;
            bytes += size_of(response).await?;
        }
    }
    Ok((files, bytes))
}

/// What the server has told, else what the browser counts; the file itself is not read.
async fn size_of(response: &Response) -> Result<f64, JsValue> {
    let told = response.headers().get("content-length")?.and_then(|length| length.parse().ok());
    if let Some(told) = told {
        return Ok(told);
    }
    let blob: Blob = JsFuture::from(response.blob()?).await?.dyn_into()?;
    Ok(blob.size())
}

fn caches() -> Result<JsValue, JsValue> {
    let caches = Reflect::get(&js_sys::global(), &"caches".into())?;
    if caches.is_undefined() { Err("no caches".into()) } else { Ok(caches) }
}
