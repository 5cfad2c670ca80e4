//! Whom a run asks: a model behind an address, or one in the browser.

use std::cell::RefCell;
use std::rc::Rc;

use engine::endpoint::{
    Answer, Ask, BodyPiece, Concession, Endpoint, EndpointError, EndpointErrorKind, HttpRequest, ModelList, Sampling,
    Secret, build, letter_scores, lists_model, models_request, models_to_choose, parse,
};
use engine::image::{ImageError, Limits, base64, opaque_png};
use engine::local::{AnswerRequest, LoadedModel, LocalError, LocalErrorKind, LocalModel};
use engine::run::RunFailure;
use protocol::Failure;

use crate::host::{Host, Part, Promise, SendError};
use crate::local::LocalModels;
use crate::source::read_range;

pub(super) struct PreparedQuestion {
    /// Text, system prompt and formats of the images.
    pub(super) ask: Ask,
    /// Letter and text of each option, for models that score them.
    pub(super) options: Vec<(char, String)>,
    /// The base64 text of each image.
    pub(super) images: Vec<Part>,
}

impl PreparedQuestion {
    fn letters(&self) -> Vec<char> {
        self.options.iter().map(|(letter, _)| *letter).collect()
    }
}

/// A model that answers questions. Whoever drops an answer no longer wants it.
pub(super) trait RunModel {
    /// Makes the model ready, however long that takes; the time of a question does not run yet. Returns what was loaded.
    fn ready(&self) -> Promise<'_, Result<Option<LoadedModel>, RunFailure>>;

    fn ask<'a>(&'a self, question: &'a PreparedQuestion) -> Promise<'a, Result<Answer, RunFailure>>;

    /// What is asked otherwise than it was set, since the server refuses it as it was.
    fn concessions(&self) -> Vec<Concession> {
        Vec::new()
    }

    /// Gives back what the model holds; it is made ready again when it is asked again.
    fn rest(&self) {}
}

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
        let mut answer = parse(&self.endpoint, &reply, &self.key, self.host.system.date())?;
        if sampling.logprobs {
            answer.letters = letter_scores(endpoint.dialect, &reply, &question.letters());
        }
        Ok(answer)
    }

    /// The server's list of models; `None` where the interface has none.
    pub(super) async fn list(&self) -> Option<ModelList> {
        let request = models_request(&self.endpoint).ok()??;
        Some(match self.host.transport.send(&request, Vec::new(), &self.key).await {
            Ok(reply) => ModelList::Readable(lists_model(&reply, &self.endpoint.model)),
            Err(_) => ModelList::Hidden,
        })
    }

    /// The names of the server's models; none where the interface has no list, or it cannot be read.
    pub(super) async fn names(&self) -> Vec<String> {
        let Ok(Some(request)) = models_request(&self.endpoint) else { return Vec::new() };
        let reply = self.host.transport.send(&request, Vec::new(), &self.key).await;
        reply.ok().and_then(|reply| models_to_choose(&reply)).unwrap_or_default()
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

pub(super) struct LocalRunModel {
    pub(super) models: Rc<LocalModels>,
    pub(super) model: LocalModel,
    pub(super) sampling: Sampling,
}

impl RunModel for LocalRunModel {
    fn ready(&self) -> Promise<'_, Result<Option<LoadedModel>, RunFailure>> {
        Box::pin(async move { Ok(Some(self.models.load(&self.model).await?.loaded.clone())) })
    }

    fn ask<'a>(&'a self, question: &'a PreparedQuestion) -> Promise<'a, Result<Answer, RunFailure>> {
        Box::pin(async move { Ok(self.answer(question).await?) })
    }

    fn rest(&self) {
        self.models.unload();
    }
}

impl LocalRunModel {
    async fn answer(&self, question: &PreparedQuestion) -> Result<Answer, LocalError> {
        let images = images(question).await?;
        match self.try_answer(question, &images).await {
            // The browser takes a GPU away when a driver restarts or a laptop wakes: a fresh worker gets another.
            Err(error) if error.kind == LocalErrorKind::DeviceLost => {
                self.models.unload();
                self.try_answer(question, &images).await
            }
            other => other,
        }
    }

    async fn try_answer(&self, question: &PreparedQuestion, images: &[Vec<u8>]) -> Result<Answer, LocalError> {
        let runtime = self.models.load(&self.model).await?;
        let letters = question.letters();
        let request = AnswerRequest {
            system: question.ask.system.as_deref(),
            prompt: &question.ask.text,
            letters: letters.clone(),
            options: question.options.iter().map(|(_, text)| text.as_str()).collect(),
            max_tokens: self.sampling.max_tokens,
            mode: self.model.mode,
            whole_pictures: self.model.whole_pictures,
        };
        runtime.answer(&request, images).await?.answer(&letters, self.model.name())
    }
}

/// The images as files with the pixels that VLMEvalKit's models get: a browser's own decoder would convert colours by
/// profile, and lose those under transparency.
async fn images(question: &PreparedQuestion) -> Result<Vec<Vec<u8>>, LocalError> {
    let bad = |error: ImageError| LocalError::new(LocalErrorKind::BadImage, error.to_string());
    let gone = |failure: Failure| LocalError::new(LocalErrorKind::BadImage, failure.to_string());
    let mut images = Vec::new();
    for image in &question.images {
        let text = match image {
            Part::Bytes(text) => text.clone(),
            Part::Range(file, range) => read_range(file, *range).await.map_err(gone)?,
        };
        let bytes = base64::decode(&text, Limits::default().bytes).map_err(bad)?;
        images.push(opaque_png(&bytes, &Limits::default()).map_err(bad)?);
    }
    Ok(images)
}
