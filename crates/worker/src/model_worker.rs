//! The script that runs models, in a worker of its own: `public/local-model/worker.js`.
//!
//! Messages are JSON within objects; images and files travel beside them. Ending the worker is the only thing that
//! gives back its memory.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use engine::image::Format;
use futures_channel::oneshot;
use gloo::events::EventListener;
use js_sys::{Array, JSON, Object, Reflect, Uint8Array};
use serde_json::json;
use session::host::{CallBeside, CallError, ModelWorker, Promise, Source};
use wasm_bindgen::{JsCast, JsValue};
use web::fetch::describe;
use web_sys::{Blob, BlobPropertyBag, ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::files::FileSource;
use super::models::site;

/// The script, beside the page.
const SCRIPT: &str = "local-model/worker.js";

/// A worker that runs the script; it ends when this is dropped.
pub(super) struct Script {
    line: Rc<Line>,
    _listeners: [EventListener; 2],
}

type Answers = BTreeMap<u32, oneshot::Sender<Result<String, CallError>>>;

struct Line {
    worker: Worker,
    next_id: Cell<u32>,
    open: RefCell<Answers>,
    is_over: Cell<bool>,
    on_progress: Box<dyn Fn(String)>,
}

impl Script {
    /// Starts the worker; `on_progress` hears how far it is with loading, as JSON.
    pub(super) fn start(on_progress: Box<dyn Fn(String)>) -> Result<Self, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let line = Rc::new(Line {
            worker: Worker::new_with_options(&format!("{}{SCRIPT}", site()), &options)?,
            next_id: Cell::new(0),
            open: RefCell::default(),
            is_over: Cell::new(false),
            on_progress,
        });
        let receiver = Rc::downgrade(&line);
        let on_message = EventListener::new(&line.worker, "message", move |event| {
            if let (Some(line), Some(event)) = (receiver.upgrade(), event.dyn_ref::<MessageEvent>()) {
                line.receive(&event.data());
            }
        });
        let loser = Rc::downgrade(&line);
        let on_error = EventListener::new(&line.worker, "error", move |event| {
            if let Some(line) = loser.upgrade() {
                let said = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
                line.end(&CallError::Broken(said.unwrap_or_else(|| SCRIPT.to_owned())));
            }
        });
        Ok(Self { line, _listeners: [on_message, on_error] })
    }
}

impl ModelWorker for Script {
    fn call<'a>(
        &'a self,
        operation: &'a str,
        arguments: String,
        beside: CallBeside<'a>,
    ) -> Promise<'a, Result<String, CallError>> {
        Box::pin(async move {
            let line = &self.line;
            if line.is_over.get() {
                return Err(CallError::Stopped);
            }
            let id = line.next_id.get();
            line.next_id.set(id.wrapping_add(1));
            let message = message(id, operation, &arguments, beside).map_err(|error| {
                CallError::Failed(json!({ "code": "runtime", "message": describe(&error) }).to_string())
            })?;
            let (sender, receiver) = oneshot::channel();
            line.open.borrow_mut().insert(id, sender);
            if let Err(error) = line.worker.post_message(&message) {
                line.end(&CallError::Broken(format!("{error:?}")));
            }
            receiver.await.unwrap_or(Err(CallError::Stopped))
        })
    }

    fn stop(&self) {
        self.line.end(&CallError::Stopped);
    }

    fn is_over(&self) -> bool {
        self.line.is_over.get()
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Line {
    fn receive(&self, data: &JsValue) {
        let member = |name: &str| Reflect::get(data, &name.into()).ok().filter(|value| !value.is_undefined());
        let text = |value: &JsValue| JSON::stringify(value).ok().and_then(|json| json.as_string()).unwrap_or_default();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "ids are those of `next_id`")]
        let id = member("id").and_then(|id| id.as_f64()).map(|id| id as u32);
        let Some(id) = id else {
            // The answer that is under way says what it means for it; the next call starts another worker.
            let is_lost = member("event").and_then(|event| event.as_string()).as_deref() == Some("device-lost");
            self.is_over.set(self.is_over.get() || is_lost);
            return;
        };
        if let Some(progress) = member("progress") {
            (self.on_progress)(text(&progress));
            return;
        }
        let result = match (member("ok"), member("failed")) {
            (_, Some(failed)) => Err(CallError::Failed(text(&failed))),
            (ok, None) => Ok(ok.map(|ok| text(&ok)).unwrap_or_default()),
        };
        let sender = self.open.borrow_mut().remove(&id);
        if let Some(Err(unwanted)) = sender.map(|sender| sender.send(result)) {
            drop(unwanted);
        }
    }

    fn end(&self, error: &CallError) {
        self.is_over.set(true);
        self.worker.terminate();
        for (_, sender) in self.open.take() {
            drop(sender.send(Err(error.clone())));
        }
    }
}

fn message(id: u32, operation: &str, arguments: &str, beside: CallBeside<'_>) -> Result<JsValue, JsValue> {
    let arguments = JSON::parse(arguments)?;
    match beside {
        CallBeside::Nothing => {}
        CallBeside::Files(files) => {
            let source = Reflect::get(&arguments, &"source".into())?;
            Reflect::set(&source, &"files".into(), &entries(files)?.into())?;
        }
        CallBeside::Images(images) => {
            let blobs: Array = images.iter().map(|bytes| png(bytes)).collect::<Result<_, _>>()?;
            Reflect::set(&arguments, &"pictures".into(), &blobs)?;
        }
    }
    let message = Object::new();
    Reflect::set(&message, &"id".into(), &id.into())?;
    Reflect::set(&message, &"op".into(), &operation.into())?;
    Reflect::set(&message, &"args".into(), &arguments)?;
    Ok(message.into())
}

/// The files of a folder, as the script takes them.
fn entries(files: &[(String, Source)]) -> Result<Array, JsValue> {
    let entries = Array::new();
    for (path, file) in files {
        // A session has no other files than those that the page has handed over.
        let Some(FileSource(file)) = file.as_any().downcast_ref() else { continue };
        let entry = Object::new();
        Reflect::set(&entry, &"path".into(), &path.as_str().into())?;
        Reflect::set(&entry, &"file".into(), file)?;
        entries.push(&entry);
    }
    Ok(entries)
}

fn png(bytes: &[u8]) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(Format::Png.mime());
    Blob::new_with_buffer_source_sequence_and_options(&Array::of1(&Uint8Array::from(bytes)), &options)
}
