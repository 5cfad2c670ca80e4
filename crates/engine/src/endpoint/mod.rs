//! Models behind an address: how a question is put to one, and what its reply means.
//!
//! [`build`] turns an [`Ask`] into an [`HttpRequest`], [`parse`] turns an [`HttpResponse`] into an [`Answer`] or an
//! [`EndpointError`] that says whether another try makes sense. Nothing here sends anything, and no type that can be
//! stored or printed holds the key: it is a [`Secret`], put into the headers by [`HttpRequest::headers`] at the end.

mod address;
mod answer;
mod classify;
mod concession;
mod config;
mod connection;
mod dialect;
mod dialects;
mod error;
mod json;
mod models;
mod preset;
mod request;
mod response;
mod retry_hint;
mod secret;
mod setup_command;
mod stream;
mod thinking;

pub use address::{Address, AddressError, AddressSpace};
pub use answer::{Answer, Finish, Usage};
pub use concession::Concession;
pub use config::{Ask, Detail, Endpoint, Sampling};
pub use connection::{Diagnosis, ModelList, Observation, Permission, connection_ask, diagnose};
pub use dialect::{Auth, Dialect, TokenLimitName};
pub use error::{EndpointError, EndpointErrorKind, Retry};
pub use models::{lists_model, models_request};
pub use preset::{ANY_SERVER, Cors, Help, ModelTokens, PRESETS, PictureLimits, Preset, TokenRule};
pub use request::{BodyPiece, HttpRequest, build};
pub use response::{HttpResponse, parse};
pub use secret::Secret;
pub use setup_command::setup_command;
pub(crate) use thinking::split as split_thinking;
