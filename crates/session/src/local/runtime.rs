//! A model that is loaded.

use std::rc::Rc;

use engine::local::{
    AnswerReply, AnswerRequest, FailureReply, Gpu, LoadReply, LoadedModel, LocalError, LocalErrorKind, LocalModel,
    ProbeReply, ProgressReply, SourceRequest,
};
use protocol::Event;
use protocol::local::Loading;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::host::{CallBeside, CallError, Host, ModelWorker};

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
    pub(super) async fn load(
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

    /// Whether it can answer for that model.
    pub(super) fn serves(&self, model: &LocalModel) -> bool {
        !self.worker.is_over() && self.model.computes_as(model)
    }

    /// Ends what it computes and gives its memory back.
    pub(super) fn stop(&self) {
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
