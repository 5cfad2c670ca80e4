//! Letting the browser do what is pending.

use futures_channel::oneshot;
use gloo::timers::callback::Timeout;

/// Done once messages and timers that are due have been dealt with.
pub async fn macrotask() {
    let (done, waiting) = oneshot::channel();
    let _timeout = Timeout::new(0, move || {
        // Nobody waits any more where the work has been dropped.
        done.send(()).ok();
    });
    waiting.await.ok();
}
