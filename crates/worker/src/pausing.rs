//! Letting the worker answer other requests during long work, and giving work up.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;

use engine::pause::Pause;
use protocol::Failure;
use web::macrotask::macrotask;

/// Lets the worker answer other requests in between.
pub(super) struct LetOthers;

impl Pause for LetOthers {
    fn pause(&self) -> Pin<Box<dyn Future<Output = ()> + '_>> {
        Box::pin(macrotask())
    }
}

/// Does work that pauses, or drops it at the first pause after which it is not wanted any more.
///
/// # Errors
/// The work's, and [`Failure::Cancelled`].
pub(super) async fn while_wanted<T>(
    is_wanted: impl Fn() -> bool,
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    let mut work = pin!(work);
    poll_fn(|context| if is_wanted() { work.as_mut().poll(context) } else { Poll::Ready(Err(Failure::Cancelled)) })
        .await
}
