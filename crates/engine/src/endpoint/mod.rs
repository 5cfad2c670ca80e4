//! Models behind an address: how a question is put to one, and what its reply means.
//!
//! [`build`] turns an [`Ask`] into an [`HttpRequest`], [`parse`] turns an [`HttpResponse`] into an [`Answer`] or an
//! [`EndpointError`] that says whether another try makes sense. Nothing here sends anything, and no type that can be
//! stored or printed holds the key: it is a [`Secret`], put into the headers by [`HttpRequest::headers`] at the end.

#![expect(missing_docs, clippy::missing_errors_doc, reason = "what a name or a type says has no line of its own")]

mod address;
mod classify;
mod config;
mod connection;
mod dialects;
mod error;
mod logprobs;
mod preset;
mod presets;
mod request;
mod response;
mod secret;
mod stream;

pub use crate::answer::{Answer, Ask, Finish, Retry, Usage};
pub use address::{Address, AddressError, AddressSpace};
pub use config::{Auth, Detail, Dialect, Endpoint, Sampling, TokenLimitName};
pub use connection::{
    Diagnosis, ModelList, Observation, Permission, connection_ask, diagnose, lists_model, models_request,
    models_to_choose, setup_command,
};
pub use error::{Concession, EndpointError, EndpointErrorKind};
pub use logprobs::letter_scores;
pub use preset::{Cors, Help, ModelTokens, PictureLimits, Preset, TokenRule};
pub use presets::{ANY_SERVER, PRESETS};
pub use request::{BodyPiece, HttpRequest, build};
pub use response::{HttpResponse, of_header as retry_after_of, parse};
pub use secret::Secret;
