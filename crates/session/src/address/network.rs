//! What all files that are read over the network share.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::Poll;

use protocol::Failure;
use protocol::address::Traffic;

use super::gate::Gate;
use crate::cancelling::{Cancellable, sleep, unless};
use crate::host::Host;

/// Milliseconds without a byte after which a connection counts as broken.
const STALLED: u64 = 60_000;

/// The network, and what is under way on it.
pub(crate) struct Network {
    pub(super) host: Rc<Host>,
    pub(super) gate: Rc<Gate>,
    traffic: Cell<Traffic>,
    /// Images under way, by row.
    wanted: RefCell<Cancellable<u32>>,
    openings: RefCell<Cancellable<()>>,
}

impl Network {
    pub(crate) fn new(host: Rc<Host>) -> Self {
        let (wanted, openings) = (RefCell::default(), RefCell::default());
        Self { host, gate: Rc::default(), traffic: Cell::default(), wanted, openings }
    }

    pub(crate) fn traffic(&self) -> Traffic {
        self.traffic.get()
    }

    pub(super) fn count(&self, requests: u32, bytes: usize) {
        let Traffic { requests: before, bytes: bytes_before } = self.traffic.get();
        let bytes = bytes_before.saturating_add(bytes as u64);
        self.traffic.set(Traffic { requests: before.saturating_add(requests), bytes });
    }

    /// Gives up the images of all rows but these.
    pub(crate) fn want(&self, rows: &[u32]) {
        self.wanted.borrow_mut().keep(|row| rows.contains(row));
    }

    /// Works for an image of a row until that is given up; nothing more is begun then.
    pub(super) async fn for_row<T>(
        &self,
        row: u32,
        work: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        let (mut cancelled, mut work) = (self.wanted.borrow_mut().begin(row), pin!(work));
        poll_fn(|context| match Pin::new(&mut cancelled).poll(context) {
            Poll::Ready(_) => Poll::Ready(Err(Failure::Cancelled)),
            Poll::Pending => work.as_mut().poll(context),
        })
        .await
    }

    /// Gives up what is being opened.
    pub(crate) fn cancel_openings(&self) {
        self.openings.borrow_mut().cancel(&());
    }

    /// Works for what is being opened until that is given up.
    pub(super) async fn opening<T>(&self, work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
        let cancelled = self.openings.borrow_mut().begin(());
        unless(cancelled, work).await.unwrap_or(Err(Failure::Cancelled))
    }

    /// Does work that must not stall; `None` where it does.
    pub(super) async fn in_time<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        unless(Box::pin(sleep(&*self.host.system, STALLED)), work).await
    }
}
