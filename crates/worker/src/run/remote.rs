//! Models behind an address.

use std::cell::RefCell;

use js_sys::{Array, Date, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::{AbortSignal, Blob};

use super::model::{Picture, PreparedQuestion, Readiness, Reply, RunModel};
use engine::endpoint::{
    Answer, BodyPiece, Concession, Endpoint, EndpointError, EndpointErrorKind, HttpRequest, ModelList, Sampling,
    Secret, build, lists_model, models_request, parse,
};
use web::fetch::describe;
use web::http::{self, SendError};

/// A model behind an address.
pub(super) struct RemoteModel {
    /// The model and where it is.
    pub(super) endpoint: Endpoint,
    /// How it answers.
    pub(super) sampling: Sampling,
    /// The key, which is nowhere else.
    pub(super) key: Secret,
    /// What is asked otherwise than it was set.
    pub(super) concessions: RefCell<Vec<Concession>>,
}

impl RunModel for RemoteModel {
    fn ready<'a>(&'a self, _: &'a AbortSignal) -> Readiness<'a> {
        Box::pin(std::future::ready(Ok(None)))
    }

    fn ask<'a>(&'a self, question: &'a PreparedQuestion, signal: &'a AbortSignal) -> Reply<'a> {
        Box::pin(async move { Ok(self.answer(question, signal).await?) })
    }

    fn concessions(&self) -> Vec<Concession> {
        self.concessions.borrow().clone()
    }

    fn rest(&self) {}
}

impl RemoteModel {
    /// Puts a question to the model, as [`RunModel::ask`]; what the server refuses in a way that can be met is put again
    /// at once, and otherwise from then on.
    pub(super) async fn answer(
        &self,
        question: &PreparedQuestion,
        signal: &AbortSignal,
    ) -> Result<Answer, EndpointError> {
        loop {
            let made = self.concessions();
            let error = match self.put(question, &made, signal).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let Some(concession) = Concession::to(&error, &self.sampling, &made) else { return Err(error) };
            if !self.concessions.borrow().contains(&concession) {
                self.concessions.borrow_mut().push(concession);
            }
        }
    }

    async fn put(
        &self,
        question: &PreparedQuestion,
        concessions: &[Concession],
        signal: &AbortSignal,
    ) -> Result<Answer, EndpointError> {
        let (mut endpoint, mut sampling) = (self.endpoint.clone(), self.sampling);
        for concession in concessions {
            concession.apply(&mut endpoint, &mut sampling);
        }
        let request = build(&endpoint, &question.ask, &sampling)
            .map_err(|error| EndpointError::without_reply(EndpointErrorKind::WrongAddress, &error.to_string()))?;
        let said = |error: &JsValue| self.key.redact_error(&describe(error));
        let unreachable = |error: JsValue| EndpointError::without_reply(EndpointErrorKind::Unreachable, &said(&error));
        let body = body(&request, &question.pictures).map_err(unreachable)?;
        let reply = http::send(&request, Some(body), &self.key, signal).await.map_err(|failed| match failed {
            SendError::NoReply(error) => unreachable(error),
            SendError::BrokeOff { status, error } => EndpointError::broken_off(status, &said(&error)),
        })?;
        parse(&self.endpoint, &reply, &self.key, now())
    }

    /// The server's list of models; `None` where the interface has none.
    pub(super) async fn list(&self, signal: &AbortSignal) -> Option<ModelList> {
        let request = models_request(&self.endpoint).ok()??;
        Some(match http::send(&request, None, &self.key, signal).await {
            Ok(reply) => ModelList::Readable(lists_model(&reply, &self.endpoint.model)),
            Err(_) => ModelList::Hidden,
        })
    }
}

/// Milliseconds since 1970.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a time after 1970")]
pub(super) fn now() -> u64 {
    Date::now() as u64
}

/// A number by chance, to tell runs apart and to spread retries.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive number below 2^52")]
pub(super) fn chance() -> u64 {
    const RANGE: f64 = 4_503_599_627_370_496.0;
    (js_sys::Math::random() * RANGE) as u64
}

/// The body: text as it stands, pictures as they are in memory or in their file. What is in memory is put together there: as
/// parts of a blob it would stay in the browser's memory until the blob is collected as garbage, which a run of small
/// requests does not bring about.
fn body(request: &HttpRequest, pictures: &[Picture]) -> Result<JsValue, JsValue> {
    let parts = Array::new();
    let mut in_memory = Vec::new();
    for piece in &request.body {
        match piece {
            BodyPiece::Text(text) => in_memory.extend_from_slice(text.as_bytes()),
            BodyPiece::Picture(place) => match pictures.get(*place) {
                Some(Picture::Text(text)) => in_memory.extend_from_slice(text),
                Some(Picture::InFile(piece)) => {
                    parts.push(&Uint8Array::from(&in_memory[..]));
                    parts.push(piece);
                    in_memory.clear();
                }
                None => {}
            },
        }
    }
    let rest = Uint8Array::from(&in_memory[..]);
    if parts.length() == 0 {
        return Ok(rest.into());
    }
    parts.push(&rest);
    Blob::new_with_blob_sequence(&parts).map(JsValue::from)
}
