//! Giving up work that nobody wants any more.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;

use futures_channel::oneshot;

use protocol::Failure;

use crate::host::System;

/// Done after that many milliseconds.
pub(crate) async fn sleep(system: &dyn System, milliseconds: u64) {
    let (sender, passed) = oneshot::channel::<()>();
    let _timer = system.after(milliseconds, Box::new(move || drop(sender)));
    passed.await.ok();
}

/// Does work, or drops it once `cancelled` is done; `None` then. What is done at the same time is not lost.
pub(crate) async fn unless<T>(mut cancelled: impl Future + Unpin, work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => Pin::new(&mut cancelled).poll(context).map(|_| None),
    })
    .await
}

/// Does work that pauses, or drops it at the first pause after which it is not wanted any more.
///
/// # Errors
/// The work's, and [`Failure::Cancelled`].
pub(crate) async fn while_wanted<T>(
    is_wanted: impl Fn() -> bool,
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    let mut work = pin!(work);
    poll_fn(|context| if is_wanted() { work.as_mut().poll(context) } else { Poll::Ready(Err(Failure::Cancelled)) })
        .await
}

/// Work under way that can be given up by name.
pub(crate) struct Cancellable<N>(Vec<(N, oneshot::Sender<()>)>);

impl<N> Default for Cancellable<N> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<N: PartialEq> Cancellable<N> {
    pub(crate) fn begin(&mut self, name: N) -> oneshot::Receiver<()> {
        self.0.retain(|(_, work)| !work.is_canceled());
        let (sender, receiver) = oneshot::channel();
        self.0.push((name, sender));
        receiver
    }

    pub(crate) fn cancel(&mut self, name: &N) {
        self.keep(|other| other != name);
    }

    /// Gives up the work of all names but those.
    pub(crate) fn keep(&mut self, is_wanted: impl Fn(&N) -> bool) {
        self.0.retain(|(name, _)| is_wanted(name));
    }
}
