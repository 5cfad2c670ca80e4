//! A model that is loaded.

use std::rc::Rc;

use gloo::events::EventListener;
use js_sys::{Array, Object, Reflect};
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use web_sys::{AbortController, AbortSignal, Blob};

use crate::{Shared, outbox};
use engine::local::{
    AnswerReply, AnswerRequest, FailureReply, Gpu, LoadReply, LoadedModel, LocalError, LocalErrorKind, LocalModel,
    LocalSource, ProbeReply, ProgressReply, SourceRequest,
};
use protocol::local::Loading;
use protocol::{Event, Message};
use web::model_worker::{CallError, ModelWorker, site};

/// A model that is loaded; its memory is given back when this is dropped.
pub(crate) struct Runtime {
    worker: ModelWorker,
    model: LocalModel,
    /// What was loaded.
    pub(crate) loaded: LoadedModel,
}

/// What the GPU can do.
pub(super) async fn probe() -> Result<Gpu, LocalError> {
    let worker = start(|_| {})?;
    let reply: ProbeReply = read(worker.call("probe", "{}", &[]).await)?;
    Ok(reply.into())
}

impl Runtime {
    /// The model, loaded unless it is already; another one is unloaded before, and another loading given up.
    pub(crate) async fn of(session: &Shared, model: &LocalModel, signal: &AbortSignal) -> Result<Rc<Self>, LocalError> {
        let at_hand = session.borrow().local.engine.clone();
        if let Some(engine) = at_hand.filter(|engine| !engine.worker.is_over() && engine.model.computes_as(model)) {
            return Ok(engine);
        }
        session.borrow_mut().local.unload();
        let files = files_of(session, &model.source)?;
        let source = SourceRequest::new(&model.source, &site());
        let controller = AbortController::new().map_err(|error| broken(&error))?;
        session.borrow_mut().local.loading = Some(controller.clone());
        let loaded = Self::load(model, &source, files, &[signal, &controller.signal()]).await;
        tell(None);
        session.borrow_mut().local.loading.take_if(|loading| *loading == controller);
        let engine = Rc::new(loaded?);
        session.borrow_mut().local.engine = Some(engine.clone());
        Ok(engine)
    }

    /// Loads a model from where its request says; `files` travel beside it.
    pub(super) async fn load(
        model: &LocalModel,
        source: &SourceRequest,
        files: Option<Array>,
        signals: &[&AbortSignal],
    ) -> Result<Self, LocalError> {
        let name = model.name().to_owned();
        tell(Some(Loading { model: name.clone(), loaded: 0.0, total: 0.0 }));
        let on_progress = move |json: String| {
            if let Ok(ProgressReply { loaded, total }) = serde_json::from_str(&json) {
                tell(Some(Loading { model: name.clone(), loaded, total }));
            }
        };
        let worker = start(on_progress)?;
        let source = to_json(source)?;
        let source = js_sys::JSON::parse(&source).map_err(|error| broken(&error))?;
        if let Some(files) = files {
            Reflect::set(&source, &"files".into(), &files).map_err(|error| broken(&error))?;
        }
        let arguments = format!(r#"{{"device":"{}","dtype":"{}"}}"#, model.device.name(), model.precision.name());
        let reply = stoppable(&worker, signals, worker.call("load", &arguments, &[("source", source)])).await;
        let reply: LoadReply = read(reply)?;
        if reply.not_kept {
            outbox::post(&Message::Event(Event::ModelNotKept).into());
        }
        Ok(Self { loaded: reply.loaded(model.device), worker, model: model.clone() })
    }

    /// Ends what it computes and gives its memory back.
    pub(super) fn stop(&self) {
        self.worker.stop();
    }

    /// Puts a question to the model. When the signal is given the model is unloaded, since computing cannot be stopped
    /// otherwise on every device.
    pub(crate) async fn answer(
        &self,
        request: &AnswerRequest<'_>,
        pictures: &[Blob],
        signal: &AbortSignal,
    ) -> Result<AnswerReply, LocalError> {
        let pictures: Array = pictures.iter().collect();
        let arguments = to_json(request)?;
        let beside = [("pictures", pictures.into())];
        read(stoppable(&self.worker, &[signal], self.worker.call("answer", &arguments, &beside)).await)
    }
}

/// The files of a dropped folder, as the script takes them; `None` for other sources.
fn files_of(session: &Shared, source: &LocalSource) -> Result<Option<Array>, LocalError> {
    let LocalSource::Dropped { name } = source else { return Ok(None) };
    let session = session.borrow();
    let folder = session.local.folder.as_ref().filter(|folder| folder.name == *name);
    let folder = folder.ok_or_else(|| LocalError::new(LocalErrorKind::FolderGone, name.as_str()))?;
    let entry = |(path, file): &(String, web_sys::File)| {
        let entry = Object::new();
        Reflect::set(&entry, &"path".into(), &path.as_str().into())?;
        Reflect::set(&entry, &"file".into(), file)?;
        Ok(entry)
    };
    let entries: Result<Array, JsValue> = folder.files.iter().map(entry).collect();
    entries.map(Some).map_err(|error| broken(&error))
}

fn start(on_progress: impl Fn(String) + 'static) -> Result<ModelWorker, LocalError> {
    ModelWorker::start(on_progress)
        .map_err(|error| LocalError::new(LocalErrorKind::NoRuntime, web::fetch::describe(&error)))
}

/// Waits for a reply; each of the signals ends the worker.
async fn stoppable(
    worker: &ModelWorker,
    signals: &[&AbortSignal],
    reply: impl Future<Output = Result<String, CallError>>,
) -> Result<String, CallError> {
    if signals.iter().any(|signal| signal.aborted()) {
        worker.stop();
        return Err(CallError::Stopped);
    }
    let stop = worker.stopper();
    let listeners: Vec<EventListener> = signals
        .iter()
        .map(|signal| {
            let stop = stop.clone();
            EventListener::once(signal, "abort", move |_| stop.stop())
        })
        .collect();
    let reply = reply.await;
    drop(listeners);
    reply
}

fn read<T: DeserializeOwned>(reply: Result<String, CallError>) -> Result<T, LocalError> {
    let unreadable = |error: serde_json::Error| LocalError::new(LocalErrorKind::Runtime, error.to_string());
    match reply {
        Ok(json) => serde_json::from_str(&json).map_err(unreadable),
        Err(CallError::Failed(json)) => {
            let failure: FailureReply = serde_json::from_str(&json).map_err(unreadable)?;
            Err(failure.into())
        }
        Err(CallError::Stopped) => Err(LocalError::new(LocalErrorKind::Runtime, "stopped")),
        Err(CallError::Broken(said)) => Err(LocalError::new(LocalErrorKind::NoRuntime, said)),
    }
}

fn to_json(value: &impl serde::Serialize) -> Result<String, LocalError> {
    serde_json::to_string(value).map_err(|error| LocalError::new(LocalErrorKind::Runtime, error.to_string()))
}

fn broken(error: &JsValue) -> LocalError {
    LocalError::new(LocalErrorKind::Runtime, web::fetch::describe(error))
}

/// Tells the page how far loading is; `None` once it is over.
pub(super) fn tell(loading: Option<Loading>) {
    outbox::post(&Message::Event(Event::Loading(loading)).into());
}
