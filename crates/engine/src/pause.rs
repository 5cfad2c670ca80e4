//! Letting other work go on during a long one.

use std::future::{Future, ready};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

/// Where long work may be left for a while, or for good: whoever drops the future has cancelled the work.
pub trait Pause {
    /// Done when the work may go on. Asked every few hundredths of a second.
    fn pause(&self) -> Pin<Box<dyn Future<Output = ()> + '_>>;
}

/// Goes on at once.
pub struct NoPause;

impl Pause for NoPause {
    fn pause(&self) -> Pin<Box<dyn Future<Output = ()> + '_>> {
        Box::pin(ready(()))
    }
}

/// The result of work that pauses with [`NoPause`] only.
pub(crate) fn at_once<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(result) = work.as_mut().poll(&mut context) {
            return result;
        }
    }
}
