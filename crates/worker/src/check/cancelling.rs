//! Giving up long work when the page cancels it.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;

use super::super::Shared;
use engine::pause::Pause;
use protocol::Failure;
use protocol::check::Ticket;
use web::macrotask::macrotask;

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

/// Lets the worker answer other requests in between.
pub(super) struct LetOthers;

impl Pause for LetOthers {
    fn pause(&self) -> Pin<Box<dyn Future<Output = ()> + '_>> {
        Box::pin(macrotask())
    }
}
