//! Models that run in the browser. At most one is loaded at a time; a run, its warm-up and the check of the GPU hand it on
//! to each other.

mod gpu_check;
mod runtime;

use std::cell::RefCell;
use std::rc::Rc;

use engine::local::{LocalError, LocalErrorKind, LocalModel, LocalSource, SourceRequest};
use futures_channel::oneshot;
use protocol::run::RunFault;
use protocol::{Event, Failure};
pub(crate) use runtime::{Runtime, probe};

use crate::cancelling::unless;
use crate::host::{CallBeside, Host, Source};

/// The model that is loaded, what is loading, and the folder that models may come from.
pub(crate) struct LocalModels {
    host: Rc<Host>,
    loaded: RefCell<Option<Rc<Runtime>>>,
    /// Gives up the loading that is under way when it is dropped.
    loading: RefCell<Option<oneshot::Sender<()>>>,
    folder: RefCell<Option<Rc<Folder>>>,
}

/// A folder of the user's disk.
struct Folder {
    name: String,
    files: Vec<(String, Source)>,
}

impl LocalModels {
    pub(crate) fn new(host: Rc<Host>) -> Self {
        Self { host, loaded: RefCell::default(), loading: RefCell::default(), folder: RefCell::default() }
    }

    /// Whether the folder of that name is at hand.
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
        let _loading = Loading(&self.host);
        unless(unloaded, work).await.unwrap_or_else(|| Err(LocalError::new(LocalErrorKind::Runtime, "stopped")))
    }
}

/// Tells the page when loading is over, by whatever end.
struct Loading<'h>(&'h Host);

impl Drop for Loading<'_> {
    fn drop(&mut self) {
        self.0.system.tell(Event::Loading(None));
    }
}

fn is_config(path: &str) -> bool {
    path.rsplit('/').next() == Some("config.json")
}
