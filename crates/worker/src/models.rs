//! The workers that run models, and the models that the browser keeps.

use std::rc::Rc;

use engine::local::{LocalError, LocalErrorKind};
use js_sys::Uint8Array;
use protocol::local::KeptModel;
use protocol::run::RunFault;
use session::host::{ModelWorker, ModelWorkers, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web::fetch::describe;
use web::model_caches;
use web_sys::Response;

use super::browser::{Browser, refused};
use super::model_worker::Script;
use super::outbox::scope;

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
        Box::pin(async { model_caches::kept_models().await.map_err(|error| refused(&error)) })
    }

    fn delete<'a>(&'a self, name: &'a str) -> Promise<'a, Result<(), RunFault>> {
        Box::pin(async move { model_caches::delete_model(name).await.map_err(|error| refused(&error)) })
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
