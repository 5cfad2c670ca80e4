//! Answering about the lexical tree and selections.

use super::Shared;
use super::failures::not_loaded;
use super::outbox::Answer;
use crate::protocol::Failure;
use crate::protocol::explore::ExploreRequest;

/// Answers a request.
pub(super) async fn answer(_session: &Shared, _request: ExploreRequest) -> Result<Answer, Failure> {
    Err(not_loaded("dataset"))
}
