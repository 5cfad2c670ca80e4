//! Models that run in the browser: `engine` is one that is loaded, `checking` compares GPU and processor.
//!
//! At most one model is loaded at a time; a run, its warm-up and the check hand it on to each other here.

mod checking;
mod runtime;

use std::rc::Rc;

use web_sys::{AbortController, File};

pub(super) use runtime::Runtime;

use super::outbox::Answer;
use super::{Shared, run};
use engine::local::{LocalError, LocalErrorKind};
use protocol::local::{KeptModel, LocalReply, LocalRequest};
use protocol::run::{RunFault, RunPhase};
use protocol::{Failure, Reply};
use web::model_caches;

/// What the worker holds of models in the browser.
#[derive(Default)]
pub(super) struct LocalModels {
    engine: Option<Rc<Runtime>>,
    /// What ends the loading that is under way.
    loading: Option<AbortController>,
    folder: Option<Folder>,
}

/// A folder of the user's disk.
struct Folder {
    name: String,
    files: Vec<(String, File)>,
}

impl LocalModels {
    /// Whether the folder of that name is at hand.
    pub(super) fn has_folder(&self, name: &str) -> bool {
        self.folder.as_ref().is_some_and(|folder| folder.name == name)
    }

    /// Unloads the model, whatever it computes, and gives up what is loading.
    pub(super) fn unload(&mut self) {
        if let Some(loading) = self.loading.take() {
            loading.abort();
        }
        if let Some(engine) = self.engine.take() {
            engine.stop();
        }
    }
}

/// Answers a request.
pub(super) async fn answer(session: &Shared, request: LocalRequest, files: Vec<File>) -> Result<Answer, Failure> {
    let reply = match request {
        LocalRequest::Probe => LocalReply::Probed(runtime::probe().await.map_err(RunFault::from)?),
        LocalRequest::CheckGpu => {
            refuse_while_running(session)?;
            LocalReply::Checked(checking::check(session).await.map_err(RunFault::from)?)
        }
        LocalRequest::WarmUp(settings) => {
            refuse_while_running(session)?;
            LocalReply::Warm(run::warm_up(session, &settings).await?)
        }
        LocalRequest::Unload => {
            refuse_while_running(session)?;
            session.borrow_mut().local.unload();
            return Ok(Reply::Done.into());
        }
        LocalRequest::TakeFolder { paths } => LocalReply::Taken(take_folder(session, paths, files)?),
        LocalRequest::Kept => LocalReply::Kept(kept().await?),
        LocalRequest::Delete { name } => {
            model_caches::delete_model(&name).await.map_err(|error| run::storage_fault(&error))?;
            return Ok(Reply::Done.into());
        }
    };
    Ok(Reply::Local(reply).into())
}

/// Loading another model would take the run's away.
fn refuse_while_running(session: &Shared) -> Result<(), Failure> {
    let session = session.borrow();
    let is_running = session.run.as_ref().is_some_and(|run| run.phase() == RunPhase::Running);
    if is_running { Err(RunFault::Busy.into()) } else { Ok(()) }
}

fn take_folder(session: &Shared, paths: Vec<String>, files: Vec<File>) -> Result<String, Failure> {
    let files: Vec<(String, File)> = paths.into_iter().zip(files).collect();
    let config =
        files.iter().map(|(path, _)| path.as_str()).filter(|path| is_config(path)).min_by_key(|path| path.len());
    let Some(config) = config else {
        let files = vec!["config.json".to_owned()];
        let error = LocalError { kind: LocalErrorKind::FileMissing, detail: String::new(), files };
        return Err(RunFault::from(error).into());
    };
    let root = config.rsplit_once('/').map_or("", |(root, _)| root);
    let name = root.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("model").to_owned();
    // A model that is loaded may be of another folder of that name; a run that goes on keeps its own.
    let is_free = refuse_while_running(session).is_ok();
    let local = &mut session.borrow_mut().local;
    if is_free {
        local.unload();
    }
    local.folder = Some(Folder { name: name.clone(), files });
    Ok(name)
}

fn is_config(path: &str) -> bool {
    path.rsplit('/').next() == Some("config.json")
}

async fn kept() -> Result<Vec<KeptModel>, Failure> {
    let kept = model_caches::kept_models().await.map_err(|error| run::storage_fault(&error))?;
    Ok(kept.into_iter().map(|cache| KeptModel { name: cache.name, files: cache.files, bytes: cache.bytes }).collect())
}
