//! Stopping and removing what is loaded.

use leptos::task::spawn_local;

use crate::state::notices::{Notice, Notices};
use crate::state::session::Session;
use protocol::{PredictionsId, Request};

/// Stops indexing; the rows found so far stay.
pub fn cancel_indexing(session: Session, notices: Notices) {
    tell_failure(session, notices, Request::CancelIndexing);
}

/// Gives up prediction files that are being opened.
pub fn cancel_opening(session: Session, notices: Notices) {
    tell_failure(session, notices, Request::CancelOpening);
}

/// Forgets the dataset.
pub fn close_dataset(session: Session, notices: Notices) {
    tell_failure(session, notices, Request::CloseDataset);
}

/// Forgets a prediction file.
pub fn close_predictions(session: Session, notices: Notices, id: PredictionsId) {
    tell_failure(session, notices, Request::ClosePredictions(id));
}

fn tell_failure(session: Session, notices: Notices, request: Request) {
    spawn_local(async move {
        if let Err(failure) = session.ask(request).await {
            notices.push(Notice::Failed(failure));
        }
    });
}
