//! What has been unpacked of a workbook, counted while it is unpacked: a few hundred bytes may unpack to anything.

use std::cell::{Cell, RefCell};
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use crate::limits::{Limit, Spot};
use crate::pause::Pause;
use crate::table::Budget;
use crate::table::TableError;

pub(super) struct Meter<'p> {
    budget: RefCell<Budget>,
    counts: [Cell<u64>; 3],
    pause: &'p dyn Pause,
    work: Cell<u64>,
}

impl<'p> Meter<'p> {
    /// Tags, attributes and texts between two pauses: some hundredths of a second in a browser.
    const AT_A_TIME: u64 = 20_000;
    /// Bytes that take as long as a tag.
    const BYTES_A_TAG: u64 = 128;

    pub(super) fn new(file_bytes: usize, pause: &'p dyn Pause) -> Self {
        let budget = RefCell::new(Budget::of(file_bytes));
        Self { budget, counts: [const { Cell::new(0) }; 3], pause, work: Cell::new(0) }
    }

    pub(super) async fn breathe(&self) {
        if self.work.get() >= Self::AT_A_TIME {
            self.work.set(0);
            self.pause.pause().await;
        }
    }

    pub(super) fn take(&self, bytes: u64, spot: impl FnOnce() -> Spot) -> Result<(), TableError> {
        self.budget.borrow_mut().take(bytes, spot)
    }

    /// Counts on; what is too much is given back.
    fn count(&self, limit: Limit, more: u64) -> Result<(), u64> {
        let count = &self.counts[match limit {
            Limit::UnpackedBytes => 0,
            Limit::XmlParts => 1,
            _ => 2,
        }];
        count.set(count.get().saturating_add(more));
        let work = match limit {
            Limit::XmlParts => more,
            _ => more / Self::BYTES_A_TAG,
        };
        self.work.set(self.work.get().saturating_add(work));
        if count.get() > limit.most() { Err(count.get()) } else { Ok(()) }
    }

    pub(super) fn count_xml(&self, parts: u64, spot: impl FnOnce() -> Spot) -> Result<(), TableError> {
        self.count(Limit::XmlParts, parts).map_err(|found| Limit::XmlParts.exceeded(found, spot()))
    }

    /// Counts the text of a cell, which may be the text of many.
    pub(super) fn count_text(&self, bytes: usize, spot: impl FnOnce() -> Spot) -> Result<(), TableError> {
        self.count(Limit::TextBytes, bytes as u64).map_err(|found| Limit::TextBytes.exceeded(found, spot()))
    }
}

/// A part as it is unpacked, which fails where it becomes too much.
pub(super) struct Metered<'p, R> {
    source: R,
    meter: Rc<Meter<'p>>,
    /// Bytes since the last tag or text was read.
    event: u64,
    fault: Option<(Limit, u64)>,
}

impl<'p, R> Metered<'p, R> {
    pub(super) fn new(source: R, meter: Rc<Meter<'p>>) -> Self {
        Self { source, meter, event: 0, fault: None }
    }

    pub(super) fn begin_event(&mut self) {
        self.event = 0;
    }

    /// Why reading has failed: a limit, or that the part is damaged.
    pub(super) fn error(&self, error: &impl std::fmt::Display, spot: impl FnOnce() -> Spot) -> TableError {
        match self.fault {
            Some((limit, found)) => limit.exceeded(found, spot()),
            None => TableError::damaged(error),
        }
    }
}

impl<R: BufRead> Read for Metered<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.fill_buf()?.read(into)?;
        self.consume(length);
        Ok(length)
    }
}

impl<R: BufRead> BufRead for Metered<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self.fault {
            Some((limit, _)) => Err(io::Error::other(limit.counted())),
            None => self.source.fill_buf(),
        }
    }

    fn consume(&mut self, bytes: usize) {
        self.source.consume(bytes);
        self.event += bytes as u64;
        if self.event > Limit::CellBytes.most() {
            self.fault = Some((Limit::CellBytes, self.event));
        }
        if let Err(found) = self.meter.count(Limit::UnpackedBytes, bytes as u64) {
            self.fault = Some((Limit::UnpackedBytes, found));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pause::NoPause;

    #[test]
    fn what_is_unpacked_is_counted_to_its_limit() {
        let meter = Rc::new(Meter::new(0, &NoPause));
        let parts = Limit::XmlParts.most();
        assert_eq!(meter.count_xml(parts, Spot::default), Ok(()));
        assert_eq!(meter.count_xml(1, Spot::default), Err(Limit::XmlParts.exceeded(parts + 1, Spot::File)));
        let bytes = Limit::UnpackedBytes.most();
        assert_eq!(meter.count(Limit::UnpackedBytes, bytes - 1), Ok(()));
        let mut part = Metered::new(&b"ab"[..], meter);
        let mut next = || part.read(&mut [0]).map_err(|error| error.to_string());
        assert_eq!((next(), next(), next()), (Ok(1), Ok(1), Err(Limit::UnpackedBytes.counted().to_owned())));
        assert_eq!(part.error(&"", Spot::default), Limit::UnpackedBytes.exceeded(bytes + 1, Spot::File));
    }
}
