//! Models in the browser.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::{AbortSignal, Blob, BlobPropertyBag};

use super::model::{Picture, PreparedQuestion, Readiness, Reply, RunModel};
use crate::Shared;
use crate::local::Runtime;
use engine::endpoint::{Answer, Sampling};
use engine::image::{Format, ImageError, Limits, base64, opaque_png};
use engine::local::{AnswerRequest, LocalError, LocalErrorKind, LocalModel};
use engine::position::ByteRange;
use engine::run::RunFailure;
use web::fetch::describe;
use web::file_bytes::{read_range, size_of};

/// A model in the browser.
pub(super) struct LocalRunModel {
    /// Holds the loaded model.
    pub(super) session: Shared,
    /// The model.
    pub(super) model: LocalModel,
    /// How it answers.
    pub(super) sampling: Sampling,
}

impl RunModel for LocalRunModel {
    fn ready<'a>(&'a self, signal: &'a AbortSignal) -> Readiness<'a> {
        Box::pin(async move {
            let engine = Runtime::of(&self.session, &self.model, signal).await?;
            Ok(Some(engine.loaded.clone()))
        })
    }

    fn ask<'a>(&'a self, question: &'a PreparedQuestion, signal: &'a AbortSignal) -> Reply<'a> {
        Box::pin(self.answer(question, signal))
    }

    fn rest(&self) {
        self.session.borrow_mut().local.unload();
    }
}

impl LocalRunModel {
    async fn answer(&self, question: &PreparedQuestion, signal: &AbortSignal) -> Result<Answer, RunFailure> {
        let pictures = pictures(question).await?;
        match self.try_answer(question, &pictures, signal).await {
            // The browser takes a GPU away when a driver restarts or a laptop wakes: a fresh worker gets another.
            Err(error) if error.kind == LocalErrorKind::DeviceLost && !signal.aborted() => {
                self.session.borrow_mut().local.unload();
                Ok(self.try_answer(question, &pictures, signal).await?)
            }
            other => Ok(other?),
        }
    }

    async fn try_answer(
        &self,
        question: &PreparedQuestion,
        pictures: &[Blob],
        signal: &AbortSignal,
    ) -> Result<Answer, LocalError> {
        let engine = Runtime::of(&self.session, &self.model, signal).await?;
        let letters: Vec<char> = question.options.iter().map(|(letter, _)| *letter).collect();
        let request = AnswerRequest {
            system: question.ask.system.as_deref(),
            prompt: &question.ask.text,
            letters: letters.clone(),
            options: question.options.iter().map(|(_, text)| text.as_str()).collect(),
            max_tokens: self.sampling.max_tokens,
            mode: self.model.mode,
            whole_pictures: self.model.whole_pictures,
        };
        engine.answer(&request, pictures, signal).await?.answer(&letters, self.model.name())
    }
}

/// The pictures as files with the pixels that VLMEvalKit's models get: a browser's own decoder would convert colours by
/// profile, and lose those under transparency.
async fn pictures(question: &PreparedQuestion) -> Result<Vec<Blob>, LocalError> {
    let bad = |error: ImageError| LocalError::new(LocalErrorKind::BadImage, error.to_string());
    let mut pictures = Vec::new();
    for picture in &question.pictures {
        let text = match picture {
            Picture::Text(text) => text.clone(),
            Picture::InFile(piece) => {
                let whole = ByteRange { start: 0, end: size_of(piece) };
                read_range(piece, whole).await.map_err(|error| unreadable(&error))?
            }
        };
        let bytes = base64::decode(&text, Limits::default().bytes).map_err(bad)?;
        let pixels = opaque_png(&bytes, &Limits::default()).map_err(bad)?;
        pictures.push(png(&pixels).map_err(|error| unreadable(&error))?);
    }
    Ok(pictures)
}

fn png(bytes: &[u8]) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(Format::Png.mime());
    Blob::new_with_buffer_source_sequence_and_options(&Array::of1(&Uint8Array::from(bytes)), &options)
}

fn unreadable(error: &JsValue) -> LocalError {
    LocalError::new(LocalErrorKind::BadImage, describe(error))
}
