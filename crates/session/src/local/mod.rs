//! Models that run in the browser. At most one is loaded at a time; a run, its warm-up and the check of the GPU hand it on
//! to each other.

mod gpu_check;

use std::cell::RefCell;
use std::rc::Rc;

use engine::local::{
    AnswerReply, AnswerRequest, FailureReply, Gpu, LoadReply, LoadedModel, LocalError, LocalErrorKind, LocalModel,
    LocalSource, ProbeReply, ProgressReply, SourceRequest,
};
use futures_channel::oneshot;
use protocol::local::Loading;
use protocol::run::RunFault;
use protocol::{Event, Failure};
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::cancelling::unless;
use crate::host::{CallBeside, CallError, Host, ModelWorker, Source};

/// The model that is loaded, what is loading, and the folder that models may come from.
pub(crate) struct LocalModels {
    host: Rc<Host>,
    loaded: RefCell<Option<Rc<Runtime>>>,
    /// Gives up the loading that is under way when it is dropped.
    loading: RefCell<Option<oneshot::Sender<()>>>,
    folder: RefCell<Option<Rc<Folder>>>,
}

struct Folder {
    name: String,
    files: Vec<(String, Source)>,
}

impl LocalModels {
    pub(crate) fn new(host: Rc<Host>) -> Self {
        Self { host, loaded: RefCell::default(), loading: RefCell::default(), folder: RefCell::default() }
    }

    pub(crate) fn has_folder(&self, name: &str) -> bool {
        self.folder.borrow().as_ref().is_some_and(|folder| folder.name == name)
    }

    /// Unloads the model, whatever it computes, and gives up what is loading.
    pub(crate) fn unload(&self) {
        self.loading.take();
        if let Some(runtime) = self.loaded.take() {
            runtime.stop();
        }
    }

    /// Takes files as a model's folder; returns its name. Nothing is unloaded where a run `is_running`, which keeps its own
    /// model; else the one that is loaded may be of another folder of that name.
    pub(crate) fn take_folder(
        &self,
        paths: Vec<String>,
        files: Vec<Source>,
        is_running: bool,
    ) -> Result<String, Failure> {
        let files: Vec<(String, Source)> = paths.into_iter().zip(files).collect();
        let configs = files.iter().map(|(path, _)| path.as_str()).filter(|path| is_config(path));
        let Some(config) = configs.min_by_key(|path| path.len()) else {
            let files = vec!["config.json".to_owned()];
            let error = LocalError { kind: LocalErrorKind::FileMissing, detail: String::new(), files };
            return Err(RunFault::from(error).into());
        };
        let root = config.rsplit_once('/').map_or("", |(root, _)| root);
        let name = root.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("model").to_owned();
        if !is_running {
            self.unload();
        }
        *self.folder.borrow_mut() = Some(Rc::new(Folder { name: name.clone(), files }));
        Ok(name)
    }

    /// The model, loaded unless it is already; another one is unloaded before, and another loading given up.
    pub(crate) async fn load(&self, model: &LocalModel) -> Result<Rc<Runtime>, LocalError> {
        let at_hand = self.loaded.borrow().clone();
        if let Some(runtime) = at_hand.filter(|runtime| runtime.serves(model)) {
            return Ok(runtime);
        }
        self.unload();
        let source = SourceRequest::new(&model.source, &self.host.models.site());
        let folder = self.folder.borrow().clone();
        let files = match &model.source {
            LocalSource::Dropped { name } => {
                let folder = folder.as_ref().filter(|folder| folder.name == *name);
                CallBeside::Files(
                    &folder.ok_or_else(|| LocalError::new(LocalErrorKind::FolderGone, name.as_str()))?.files,
                )
            }
            _ => CallBeside::Nothing,
        };
        let runtime = self.unless_unloaded(Runtime::load(&self.host, model, &source, files)).await?;
        let runtime = Rc::new(runtime);
        *self.loaded.borrow_mut() = Some(runtime.clone());
        Ok(runtime)
    }

    /// Does work that loads, until it is given up by [`LocalModels::unload`] or by whoever drops it; the page hears of
    /// its end.
    async fn unless_unloaded<T>(&self, work: impl Future<Output = Result<T, LocalError>>) -> Result<T, LocalError> {
        let (sender, unloaded) = oneshot::channel();
        *self.loading.borrow_mut() = Some(sender);
        let _loading = LoadingEnds(&self.host);
        unless(unloaded, work).await.unwrap_or_else(|| Err(LocalError::new(LocalErrorKind::Runtime, "stopped")))
    }
}

/// Tells the page when loading is over, by whatever end.
struct LoadingEnds<'h>(&'h Host);

impl Drop for LoadingEnds<'_> {
    fn drop(&mut self) {
        self.0.system.tell(Event::Loading(None));
    }
}

fn is_config(path: &str) -> bool {
    path.rsplit('/').next() == Some("config.json")
}

/// A model that is loaded; its memory is given back when this is dropped.
pub(crate) struct Runtime {
    worker: Rc<dyn ModelWorker>,
    model: LocalModel,
    pub(crate) loaded: LoadedModel,
}

pub(crate) async fn probe(host: &Host) -> Result<Gpu, LocalError> {
    let worker = host.models.start(Box::new(|_| {}))?;
    let reply: ProbeReply = read(worker.call("probe", "{}".to_owned(), CallBeside::Nothing).await)?;
    Ok(reply.into())
}

impl Runtime {
    async fn load(
        host: &Host,
        model: &LocalModel,
        source: &SourceRequest,
        files: CallBeside<'_>,
    ) -> Result<Self, LocalError> {
        let name = model.name().to_owned();
        host.system.tell(Event::Loading(Some(Loading { model: name.clone(), loaded: 0.0, total: 0.0 })));
        let system = host.system.clone();
        let on_progress = move |json: String| {
            if let Ok(ProgressReply { loaded, total }) = serde_json::from_str(&json) {
                system.tell(Event::Loading(Some(Loading { model: name.clone(), loaded, total })));
            }
        };
        let worker = host.models.start(Box::new(on_progress))?;
        let arguments = json!({ "source": source, "device": model.device.name(), "dtype": model.precision.name() });
        let reply: LoadReply = read(worker.call("load", arguments.to_string(), files).await)?;
        if reply.not_kept {
            host.system.tell(Event::ModelNotKept);
        }
        Ok(Self { loaded: reply.loaded(model.device), worker, model: model.clone() })
    }

    fn serves(&self, model: &LocalModel) -> bool {
        !self.worker.is_over() && self.model.computes_as(model)
    }

    fn stop(&self) {
        self.worker.stop();
    }

    /// Puts a question with its images, which are PNG, to the model. Whoever drops the answer unloads the model, since
    /// computing cannot be stopped otherwise on every device.
    pub(crate) async fn answer(
        &self,
        request: &AnswerRequest<'_>,
        images: &[Vec<u8>],
    ) -> Result<AnswerReply, LocalError> {
        let arguments = serde_json::to_string(request).map_err(unreadable)?;
        let mut unfinished = Unfinished(Some(&*self.worker));
        let reply = self.worker.call("answer", arguments, CallBeside::Images(images)).await;
        unfinished.0 = None;
        read(reply)
    }
}

/// Stops the worker where its answer is dropped.
struct Unfinished<'w>(Option<&'w dyn ModelWorker>);

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        if let Some(worker) = self.0 {
            worker.stop();
        }
    }
}

fn read<T: DeserializeOwned>(reply: Result<String, CallError>) -> Result<T, LocalError> {
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

#[expect(clippy::needless_pass_by_value, reason = "to be given to `map_err`")]
fn unreadable(error: serde_json::Error) -> LocalError {
    LocalError::new(LocalErrorKind::Runtime, error.to_string())
}
