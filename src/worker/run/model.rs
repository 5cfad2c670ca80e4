//! Whom a run asks, whatever kind of model it is.

use std::pin::Pin;

use web_sys::{AbortSignal, Blob};

use crate::engine::endpoint::{Answer, Ask, EndpointError};

/// A question ready to be put to a model.
pub(super) struct PreparedQuestion {
    /// Text, system prompt and formats of the pictures.
    pub(super) ask: Ask,
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
pub(super) type Reply<'a> = Pin<Box<dyn Future<Output = Result<Answer, EndpointError>> + 'a>>;

/// A model that answers questions.
pub(super) trait RunModel {
    /// Puts a question; once the signal is given, nobody waits for the answer any more.
    fn ask<'a>(&'a self, question: &'a PreparedQuestion, signal: &'a AbortSignal) -> Reply<'a>;
}
