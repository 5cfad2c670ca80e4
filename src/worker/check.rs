//! Answering about checking a prediction file.

use web_sys::File;

use super::Shared;
use super::failures::not_loaded;
use super::outbox::Answer;
use crate::protocol::Failure;
use crate::protocol::check::CheckRequest;

/// Answers a request.
pub(super) async fn answer(_session: &Shared, _request: CheckRequest, _files: Vec<File>) -> Result<Answer, Failure> {
    Err(not_loaded("dataset"))
}
