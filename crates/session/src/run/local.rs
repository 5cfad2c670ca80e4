//! Models in the browser.

use std::rc::Rc;

use engine::endpoint::{Answer, Sampling};
use engine::image::{ImageError, Limits, base64, opaque_png};
use engine::local::{AnswerRequest, LoadedModel, LocalError, LocalErrorKind, LocalModel};
use engine::run::RunFailure;
use protocol::Failure;

use super::model::{PreparedQuestion, RunModel};
use crate::host::{Part, Promise};
use crate::local::LocalModels;
use crate::source::read_range;

/// A model in the browser.
pub(super) struct LocalRunModel {
    /// Holds the loaded model.
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
