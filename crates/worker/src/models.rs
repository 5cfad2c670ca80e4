//! The workers that run models, and the models that are kept in the browser's caches, each in one of its own (see
//! `public/local-model/`).

use std::rc::Rc;

use engine::local::{LocalError, LocalErrorKind};
use js_sys::{Array, Reflect, Uint8Array};
use protocol::local::KeptModel;
use protocol::run::RunFault;
use session::host::{ModelWorker, ModelWorkers, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web::calls::call;
use web::fetch::describe;
use web_sys::{Blob, Response};

use super::browser::{Browser, refused};
use super::model_worker::Script;
use super::outbox::scope;

/// What the name of a model's cache begins with.
const PREFIX: &str = "gmai-scope-model-";

impl ModelWorkers for Browser {
    fn start(&self, on_progress: Box<dyn Fn(String)>) -> Result<Rc<dyn ModelWorker>, LocalError> {
        match Script::start(on_progress) {
            Ok(script) => Ok(Rc::new(script)),
            Err(error) => Err(LocalError::new(LocalErrorKind::NoRuntime, describe(&error))),
        }
    }

    fn site(&self) -> String {
        site()
    }

    fn beside<'a>(&'a self, path: &'a str) -> Promise<'a, Result<Vec<u8>, String>> {
        Box::pin(async move { fetch(path).await.map_err(|error| describe(&error)) })
    }

    fn kept(&self) -> Promise<'_, Result<Vec<KeptModel>, RunFault>> {
        Box::pin(async { kept_models().await.map_err(refused) })
    }

    fn delete<'a>(&'a self, name: &'a str) -> Promise<'a, Result<(), RunFault>> {
        let delete = async move { call(&caches()?, "delete", &Array::of1(&format!("{PREFIX}{name}").into())).await };
        Box::pin(async { delete.await.map(drop).map_err(refused) })
    }
}

/// The address of the folder that the page lies in, which ends with a slash.
pub(super) fn site() -> String {
    let script = scope().location().href();
    script.rsplit_once('/').map_or(script.clone(), |(folder, _)| format!("{folder}/"))
}

async fn fetch(path: &str) -> Result<Vec<u8>, JsValue> {
    let response = JsFuture::from(scope().fetch_with_str(&format!("{}{path}", site()))).await?;
    let response: Response = response.dyn_into()?;
    if !response.ok() {
        return Err(format!("{} {path}", response.status()).into());
    }
    Ok(Uint8Array::new(&JsFuture::from(response.array_buffer()?).await?).to_vec())
}

/// The kept models, by name; an error where the browser has no caches, as in an insecure context.
async fn kept_models() -> Result<Vec<KeptModel>, JsValue> {
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
