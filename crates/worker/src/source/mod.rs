//! Answering about the files of the dataset.

mod cmyk;
mod subset;
mod verify;

use super::Shared;
use super::outbox::Answer;
use protocol::source::SourceRequest;
use protocol::{Failure, Reply};

/// Answers a request.
pub(super) async fn answer(session: &Shared, request: SourceRequest) -> Result<Answer, Failure> {
    match request {
        SourceRequest::Verify { part } => verify::verify(session, part).await,
        SourceRequest::CancelVerifying => {
            session.borrow_mut().begin_verifying();
            Ok(Reply::Done.into())
        }
        SourceRequest::Subset { selection, file } => subset::subset(session, selection, file).await,
    }
}
