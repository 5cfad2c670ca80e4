//! Answering about the lexical tree and selections.

use super::failures::not_loaded;
use super::outbox::Answer;
use super::{Shared, thumbnails};
use crate::protocol::Failure;
use crate::protocol::explore::ExploreRequest;

/// Answers a request.
pub(super) async fn answer(session: &Shared, request: ExploreRequest) -> Result<Answer, Failure> {
    match request {
        ExploreRequest::Thumbnail { row, which } => thumbnails::thumbnail(session, row, which).await,
        _ => Err(not_loaded("dataset")),
    }
}
