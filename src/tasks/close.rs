//! Stopping and removing what is loaded.

use leptos::task::spawn_local;

use crate::queries::latest::LocalFuture;
use crate::state::notices::{Notice, Notices};
use crate::state::session::Session;
use protocol::{Ask, CancelIndexing, CancelOpening, CloseDataset, ClosePredictions, Failure, PredictionsId};

/// Stops indexing; the rows found so far stay.
pub fn cancel_indexing(session: Session, notices: Notices) {
    tell_failure(session, notices, CancelIndexing);
}

/// Gives up prediction files that are being opened.
pub fn cancel_opening(session: Session, notices: Notices) {
    tell_failure(session, notices, CancelOpening);
}

/// Forgets the dataset.
pub fn close_dataset(session: Session, notices: Notices) {
    tell_failure(session, notices, CloseDataset);
}

/// Forgets a prediction file.
pub fn close_predictions(session: Session, notices: Notices, id: PredictionsId) {
    tell_failure(session, notices, ClosePredictions(id));
}

/// Asks the worker for something that has no reply.
pub fn tell_failure(session: Session, notices: Notices, request: impl Ask<Reply = ()>) {
    report_failure(notices, session.tell(request));
}

fn report_failure(notices: Notices, asking: LocalFuture<Result<(), Failure>>) {
    spawn_local(async move {
        if let Err(failure) = asking.await {
            notices.push(Notice::Failed(failure));
        }
    });
}
