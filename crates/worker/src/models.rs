//! The workers that run models, and the models that the browser keeps.

use std::rc::Rc;

use engine::image::Format;
use engine::local::{LocalError, LocalErrorKind};
use js_sys::{Array, JSON, Object, Reflect, Uint8Array};
use protocol::local::KeptModel;
use protocol::run::RunFault;
use serde_json::json;
use session::host::{CallBeside, CallError, ModelWorker, ModelWorkers, Promise, Source};
use wasm_bindgen::JsValue;
use web::fetch::describe;
use web::{model_caches, model_worker};
use web_sys::{Blob, BlobPropertyBag};

use super::browser::{Browser, refused};
use super::files::FileSource;

impl ModelWorkers for Browser {
    fn start(&self, on_progress: Box<dyn Fn(String)>) -> Result<Rc<dyn ModelWorker>, LocalError> {
        let worker = model_worker::ModelWorker::start(on_progress)
            .map_err(|error| LocalError::new(LocalErrorKind::NoRuntime, describe(&error)))?;
        Ok(Rc::new(Worker(worker)))
    }

    fn site(&self) -> String {
        model_worker::site()
    }

    fn beside<'a>(&'a self, path: &'a str) -> Promise<'a, Result<Vec<u8>, String>> {
        Box::pin(async move { model_worker::fetch_beside(path).await.map_err(|error| describe(&error)) })
    }

    fn kept(&self) -> Promise<'_, Result<Vec<KeptModel>, RunFault>> {
        Box::pin(async { model_caches::kept_models().await.map_err(|error| refused(&error)) })
    }

    fn delete<'a>(&'a self, name: &'a str) -> Promise<'a, Result<(), RunFault>> {
        Box::pin(async move { model_caches::delete_model(name).await.map_err(|error| refused(&error)) })
    }
}

struct Worker(model_worker::ModelWorker);

impl ModelWorker for Worker {
    fn call<'a>(
        &'a self,
        operation: &'a str,
        arguments: String,
        beside: CallBeside<'a>,
    ) -> Promise<'a, Result<String, CallError>> {
        Box::pin(async move {
            let beside = match beside {
                CallBeside::Nothing => Ok(Vec::new()),
                CallBeside::Files(files) => source_with(&arguments, files).map(|source| vec![("source", source)]),
                CallBeside::Images(images) => blobs(images).map(|images| vec![("pictures", images.into())]),
            };
            let failed = |error: JsValue| json!({ "code": "runtime", "message": describe(&error) });
            let beside = beside.map_err(|error| CallError::Failed(failed(error).to_string()))?;
            self.0.call(operation, &arguments, &beside).await.map_err(|error| match error {
                model_worker::CallError::Failed(said) => CallError::Failed(said),
                model_worker::CallError::Stopped => CallError::Stopped,
                model_worker::CallError::Broken(said) => CallError::Broken(said),
            })
        })
    }

    fn stop(&self) {
        self.0.stop();
    }

    fn is_over(&self) -> bool {
        self.0.is_over()
    }
}

/// The member `source` of the arguments with the files of a folder, as the script takes them.
fn source_with(arguments: &str, files: &[(String, Source)]) -> Result<JsValue, JsValue> {
    let source = Reflect::get(&JSON::parse(arguments)?, &"source".into())?;
    let entries = Array::new();
    for (path, file) in files {
        // A session has no other files than those that the page has handed over.
        let Some(FileSource(file)) = file.as_any().downcast_ref() else { continue };
        let entry = Object::new();
        Reflect::set(&entry, &"path".into(), &path.as_str().into())?;
        Reflect::set(&entry, &"file".into(), file)?;
        entries.push(&entry);
    }
    Reflect::set(&source, &"files".into(), &entries)?;
    Ok(source)
}

fn blobs(images: &[Vec<u8>]) -> Result<Array, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(Format::Png.mime());
    let blob = |bytes: &Vec<u8>| {
        let parts = Array::of1(&Uint8Array::from(&bytes[..]));
        Blob::new_with_buffer_source_sequence_and_options(&parts, &options)
    };
    images.iter().map(blob).collect()
}
