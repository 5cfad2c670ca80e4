//! The script that runs models, in a worker of its own: `public/local-model/worker.js`.
//!
//! Messages are JSON within objects; pictures and files travel beside them. Ending the worker is the only thing that
//! gives back its memory.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use futures_channel::oneshot;
use js_sys::{JSON, Object, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ErrorEvent, Event, MessageEvent, Response, Worker, WorkerGlobalScope, WorkerOptions, WorkerType};

/// The script, beside the page.
const SCRIPT: &str = "local-model/worker.js";

/// Why a call has no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallError {
    /// The script's own word, as JSON.
    Failed(String),
    /// The worker was stopped.
    Stopped,
    /// The script could not be loaded, or has ended with an error: what the browser said.
    Broken(String),
}

/// A running worker; it ends when this is dropped.
pub struct ModelWorker {
    line: Rc<Line>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(Event)>,
}

type Answers = BTreeMap<u32, oneshot::Sender<Result<String, CallError>>>;

struct Line {
    worker: Worker,
    next_id: Cell<u32>,
    open: RefCell<Answers>,
    is_over: Cell<bool>,
    on_progress: Box<dyn Fn(String)>,
}

/// The address of the folder that the page lies in, which ends with a slash.
pub fn site() -> String {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    let script = scope.location().href();
    script.rsplit_once('/').map_or(script.clone(), |(folder, _)| format!("{folder}/"))
}

/// Fetches a file that lies beside the page, within a worker.
pub async fn fetch_beside(path: &str) -> Result<Vec<u8>, JsValue> {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    let response: Response = JsFuture::from(scope.fetch_with_str(&format!("{}{path}", site()))).await?.dyn_into()?;
    if !response.ok() {
        return Err(format!("{} {path}", response.status()).into());
    }
    Ok(Uint8Array::new(&JsFuture::from(response.array_buffer()?).await?).to_vec())
}

impl ModelWorker {
    /// Starts the worker; `on_progress` hears how far it is with loading, as JSON.
    pub fn start(on_progress: impl Fn(String) + 'static) -> Result<Self, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let line = Rc::new(Line {
            worker: Worker::new_with_options(&format!("{}{SCRIPT}", site()), &options)?,
            next_id: Cell::new(0),
            open: RefCell::default(),
            is_over: Cell::new(false),
            on_progress: Box::new(on_progress),
        });
        let receiver = Rc::downgrade(&line);
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(line) = receiver.upgrade() {
                line.receive(&event.data());
            }
        });
        let loser = Rc::downgrade(&line);
        let on_error = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            if let Some(line) = loser.upgrade() {
                let said = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
                line.end(&CallError::Broken(said.unwrap_or_else(|| SCRIPT.to_owned())));
            }
        });
        line.worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        line.worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self { line, _on_message: on_message, _on_error: on_error })
    }

    /// Asks the script for something; `beside` are members of its arguments that JSON cannot hold. The result is JSON.
    pub async fn call(&self, op: &str, arguments: &str, beside: &[(&str, JsValue)]) -> Result<String, CallError> {
        if self.line.is_over.get() {
            return Err(CallError::Stopped);
        }
        let id = self.line.next_id.get();
        self.line.next_id.set(id.wrapping_add(1));
        let (sender, receiver) = oneshot::channel();
        self.line.open.borrow_mut().insert(id, sender);
        let posted = message(id, op, arguments, beside).and_then(|message| self.line.worker.post_message(&message));
        if let Err(error) = posted {
            self.line.end(&CallError::Broken(format!("{error:?}")));
        }
        receiver.await.unwrap_or(Err(CallError::Stopped))
    }

    /// Ends the worker at once; open calls get [`CallError::Stopped`].
    pub fn stop(&self) {
        self.line.end(&CallError::Stopped);
    }

    /// Whether the worker has ended, or lost its GPU.
    pub fn is_over(&self) -> bool {
        self.line.is_over.get()
    }
}

impl Drop for ModelWorker {
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

fn message(id: u32, op: &str, arguments: &str, beside: &[(&str, JsValue)]) -> Result<JsValue, JsValue> {
    let arguments = JSON::parse(arguments)?;
    for (name, value) in beside {
        Reflect::set(&arguments, &(*name).into(), value)?;
    }
    let message = Object::new();
    Reflect::set(&message, &"id".into(), &id.into())?;
    Reflect::set(&message, &"op".into(), &op.into())?;
    Reflect::set(&message, &"args".into(), &arguments)?;
    Ok(message.into())
}
