//! Long work that lets other work go on in between.

use std::future::{Future, ready};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

/// Interrupts long work, for a while or, where its future is dropped, for good.
pub trait Pause {
    /// Resolves when the work may go on. Awaited every few hundredths of a second.
    fn pause(&self) -> Pin<Box<dyn Future<Output = ()> + '_>>;
}

/// Never pauses.
pub struct NoPause;

impl Pause for NoPause {
    fn pause(&self) -> Pin<Box<dyn Future<Output = ()> + '_>> {
        Box::pin(ready(()))
    }
}

/// Counts work, and pauses where enough was done since the last pause.
pub(crate) struct Work<'p> {
    pause: &'p dyn Pause,
    since: usize,
}

impl<'p> Work<'p> {
    /// Cells looked at between two pauses: some hundredths of a second in a browser. A pause takes up to four
    /// thousandths there, so it must not come after every column or row.
    const AT_A_TIME: usize = 20_000;
    /// What a row takes beside its cells, and how many bytes of text take as long as a cell.
    const CELLS_A_ROW: usize = 16;
    const BYTES_A_CELL: usize = 32;

    pub(crate) fn new(pause: &'p dyn Pause) -> Self {
        Self { pause, since: 0 }
    }

    /// Counts cells that were looked at.
    pub(crate) async fn done(&mut self, cells: usize) {
        self.since += cells;
        if self.since >= Self::AT_A_TIME {
            self.since = 0;
            self.pause.pause().await;
        }
    }

    /// Counts a text of that length.
    pub(crate) async fn text(&mut self, bytes: usize) {
        self.done(1 + bytes / Self::BYTES_A_CELL).await;
    }

    /// Counts a row with a text of that length.
    pub(crate) async fn row(&mut self, bytes: usize) {
        self.done(Self::CELLS_A_ROW + bytes / Self::BYTES_A_CELL).await;
    }
}

/// The result of work that pauses with [`NoPause`] only, or of any that never waits for long.
pub(crate) fn block_on<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(result) = work.as_mut().poll(&mut context) {
            return result;
        }
    }
}
