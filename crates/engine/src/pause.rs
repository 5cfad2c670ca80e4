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

/// Long work that pauses every now and then.
pub(crate) struct Work<'p> {
    pause: &'p dyn Pause,
    since: usize,
}

impl<'p> Work<'p> {
    /// Cells looked at between two pauses: some hundredths of a second in a browser. A pause takes up to four
    /// thousandths there, so it must not come after every column or row.
    const AT_A_TIME: usize = 20_000;
    /// What a row of its own takes in cells, and how many bytes of text take as long as a cell.
    const CELLS_A_ROW: usize = 16;
    const BYTES_A_CELL: usize = 32;

    pub(crate) fn new(pause: &'p dyn Pause) -> Self {
        Self { pause, since: 0 }
    }

    /// So many cells have been looked at.
    pub(crate) async fn done(&mut self, cells: usize) {
        self.since += cells;
        if self.since >= Self::AT_A_TIME {
            self.since = 0;
            self.pause.pause().await;
        }
    }

    /// A text of so many bytes has been gone through.
    pub(crate) async fn text(&mut self, bytes: usize) {
        self.done(1 + bytes / Self::BYTES_A_CELL).await;
    }

    /// A row with a text of so many bytes has been gone through.
    pub(crate) async fn row(&mut self, bytes: usize) {
        self.done(Self::CELLS_A_ROW + bytes / Self::BYTES_A_CELL).await;
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
