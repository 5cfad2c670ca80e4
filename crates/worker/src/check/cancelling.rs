//! Giving up long work when the page cancels it.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;

use super::super::Shared;
use protocol::Failure;
use protocol::check::Ticket;

/// Does the work of a check, or drops it where the page cancels that one.
///
/// # Errors
/// The work's, and [`Failure::Cancelled`].
pub(super) async fn unless_cancelled<T>(
    session: &Shared,
    ticket: Ticket,
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    let mut cancelled = session.borrow_mut().checks.await_cancel(ticket);
    let mut work = pin!(work);
    poll_fn(|context| {
        if Pin::new(&mut cancelled).poll(context).is_ready() {
            return Poll::Ready(Err(Failure::Cancelled));
        }
        work.as_mut().poll(context)
    })
    .await
}
