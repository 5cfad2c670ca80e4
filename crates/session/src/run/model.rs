//! Whom a run asks, whatever kind of model it is.

use engine::endpoint::{Answer, Ask, Concession};
use engine::local::LoadedModel;
use engine::run::RunFailure;

use crate::host::{Part, Promise};

/// A question ready to be put to a model.
pub(super) struct PreparedQuestion {
    /// Text, system prompt and formats of the images.
    pub(super) ask: Ask,
    /// Letter and text of each option, for models that score them.
    pub(super) options: Vec<(char, String)>,
    /// The base64 text of each image.
    pub(super) images: Vec<Part>,
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
