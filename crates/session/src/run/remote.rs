//! Models behind an address.

use std::cell::RefCell;
use std::rc::Rc;

use engine::endpoint::{
    Answer, BodyPiece, Concession, Endpoint, EndpointError, EndpointErrorKind, HttpRequest, ModelList, Sampling,
    Secret, build, lists_model, models_request, parse,
};
use engine::local::LoadedModel;
use engine::run::RunFailure;

use super::model::{PreparedQuestion, RunModel};
use crate::host::{Host, Part, Promise, SendError};

/// A model behind an address.
pub(super) struct RemoteModel {
    host: Rc<Host>,
    endpoint: Endpoint,
    sampling: Sampling,
    /// The key, which is nowhere else.
    key: Secret,
    /// What is asked otherwise than it was set.
    concessions: RefCell<Vec<Concession>>,
}

impl RunModel for RemoteModel {
    fn ready(&self) -> Promise<'_, Result<Option<LoadedModel>, RunFailure>> {
        Box::pin(std::future::ready(Ok(None)))
    }

    fn ask<'a>(&'a self, question: &'a PreparedQuestion) -> Promise<'a, Result<Answer, RunFailure>> {
        Box::pin(async move { Ok(self.answer(question).await?) })
    }

    fn concessions(&self) -> Vec<Concession> {
        self.concessions.borrow().clone()
    }
}

impl RemoteModel {
    pub(super) fn new(
        host: Rc<Host>,
        endpoint: Endpoint,
        sampling: Sampling,
        key: &str,
        concessions: &[Concession],
    ) -> Self {
        Self { host, endpoint, sampling, key: Secret::new(key), concessions: RefCell::new(concessions.to_vec()) }
    }

    /// Puts a question to the model, as [`RunModel::ask`]; what the server refuses in a way that can be met is put again
    /// at once, and otherwise from then on.
    pub(super) async fn answer(&self, question: &PreparedQuestion) -> Result<Answer, EndpointError> {
        loop {
            let made = self.concessions();
            let error = match self.put(question, &made).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let Some(concession) = Concession::to(&error, &self.sampling, &made) else { return Err(error) };
            if !self.concessions.borrow().contains(&concession) {
                self.concessions.borrow_mut().push(concession);
            }
        }
    }

    async fn put(&self, question: &PreparedQuestion, concessions: &[Concession]) -> Result<Answer, EndpointError> {
        let (mut endpoint, mut sampling) = (self.endpoint.clone(), self.sampling);
        for concession in concessions {
            concession.apply(&mut endpoint, &mut sampling);
        }
        let request = build(&endpoint, &question.ask, &sampling)
            .map_err(|error| EndpointError::without_reply(EndpointErrorKind::WrongAddress, &error.to_string()))?;
        let body = body(&request, &question.images);
        let reply = self.host.transport.send(&request, body, &self.key).await.map_err(|failed| match failed {
            SendError::NoReply(said) => {
                EndpointError::without_reply(EndpointErrorKind::Unreachable, &self.key.redact_error(&said))
            }
            SendError::BrokeOff { status, detail } => {
                EndpointError::broken_off(status, &self.key.redact_error(&detail))
            }
        })?;
        parse(&self.endpoint, &reply, &self.key, self.host.system.date())
    }

    /// The server's list of models; `None` where the interface has none.
    pub(super) async fn list(&self) -> Option<ModelList> {
        let request = models_request(&self.endpoint).ok()??;
        Some(match self.host.transport.send(&request, Vec::new(), &self.key).await {
            Ok(reply) => ModelList::Readable(lists_model(&reply, &self.endpoint.model)),
            Err(_) => ModelList::Hidden,
        })
    }
}

/// The body: text as it stands, images as they are in memory or in their file. What is in memory is put together there: as
/// parts of a blob it would stay in the browser's memory until the blob is collected as garbage, which a run of small
/// requests does not bring about.
fn body(request: &HttpRequest, images: &[Part]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut in_memory = Vec::new();
    for piece in &request.body {
        match piece {
            BodyPiece::Text(text) => in_memory.extend_from_slice(text.as_bytes()),
            BodyPiece::Picture(place) => match images.get(*place) {
                Some(Part::Bytes(text)) => in_memory.extend_from_slice(text),
                Some(range) => {
                    parts.push(Part::Bytes(std::mem::take(&mut in_memory)));
                    parts.push(range.clone());
                }
                None => {}
            },
        }
    }
    parts.push(Part::Bytes(in_memory));
    parts
}
