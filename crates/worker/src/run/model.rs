//! Whom a run asks, whatever kind of model it is.

use std::pin::Pin;

use web_sys::{AbortSignal, Blob};

use engine::endpoint::{Answer, Ask, Concession};
use engine::local::LoadedModel;
use engine::run::RunFailure;

/// A question ready to be put to a model.
pub(super) struct PreparedQuestion {
    /// Text, system prompt and formats of the pictures.
    pub(super) ask: Ask,
    /// Letter and text of each option, for models that score them.
    pub(super) options: Vec<(char, String)>,
    /// The base64 text of each picture.
    pub(super) pictures: Vec<Picture>,
}

/// The base64 text of a picture.
pub(super) enum Picture {
    /// In memory.
    Text(Vec<u8>),
    /// A piece of a file, which has not been read.
    InFile(Blob),
}

/// What comes of a question.
pub(super) type Reply<'a> = Pin<Box<dyn Future<Output = Result<Answer, RunFailure>> + 'a>>;

/// Whether a model can be asked, and what was loaded for it.
pub(super) type Readiness<'a> = Pin<Box<dyn Future<Output = Result<Option<LoadedModel>, RunFailure>> + 'a>>;

/// A model that answers questions.
pub(super) trait RunModel {
    /// Makes the model ready, however long that takes; the time of a question does not run yet.
    fn ready<'a>(&'a self, signal: &'a AbortSignal) -> Readiness<'a>;

    /// Puts a question; once the signal is given, nobody waits for the answer any more.
    fn ask<'a>(&'a self, question: &'a PreparedQuestion, signal: &'a AbortSignal) -> Reply<'a>;

    /// What is asked otherwise than it was set, since the server refuses it as it was.
    fn concessions(&self) -> Vec<Concession> {
        Vec::new()
    }

    /// Gives back what the model holds; it is made ready again when it is asked again.
    fn rest(&self);
}
