//! A part's bytes: counted while they are unpacked, since a few hundred bytes may unpack to anything, and as UTF-8,
//! since expat also reads UTF-16 and Latin-1, which XML allows.

use std::cell::{Cell, RefCell};
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use super::damaged;
use crate::limits::{Limit, Spot};
use crate::pause::Pause;
use crate::table::{Budget, TableError};

/// Bytes in which an XML declaration names its encoding.
const HEAD: usize = 128;

/// Units of two bytes decoded at a time.
const UNITS: usize = 4096;

#[derive(Clone, Copy)]
enum Encoding {
    Utf8,
    Utf16(fn([u8; 2]) -> u16),
    Latin1,
}

/// A reader that gives UTF-8, whatever its source is written in.
pub(super) struct Decoded<R> {
    source: R,
    encoding: Option<Encoding>,
    /// What has been decoded, and how much of it was taken.
    text: Vec<u8>,
    taken: usize,
    /// The first half of a pair of surrogates.
    high: Option<u16>,
}

impl<R: BufRead> Decoded<R> {
    pub(super) fn new(source: R) -> Self {
        Self { source, encoding: None, text: Vec::new(), taken: 0, high: None }
    }

    pub(super) fn source(&self) -> &R {
        &self.source
    }

    pub(super) fn source_mut(&mut self) -> &mut R {
        &mut self.source
    }

    pub(super) fn is_utf16(&self) -> bool {
        matches!(self.encoding, Some(Encoding::Utf16(_)))
    }

    fn decode(&mut self) -> io::Result<()> {
        self.text.clear();
        self.taken = 0;
        match self.encoding {
            Some(Encoding::Utf16(unit)) => {
                let mut bytes = Vec::with_capacity(UNITS * 2);
                (&mut self.source).take(UNITS as u64 * 2).read_to_end(&mut bytes)?;
                let (pairs, rest) = bytes.as_chunks::<2>();
                let units = self.high.take().into_iter().chain(pairs.iter().map(|pair| unit(*pair)));
                let mut units: Vec<u16> = units.collect();
                if pairs.len() == UNITS {
                    self.high = units.pop_if(|last| (0xD800..0xDC00).contains(last));
                }
                let mut encoded = [0; 4];
                for character in char::decode_utf16(units) {
                    let character = character.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
                    self.text.extend_from_slice(character.encode_utf8(&mut encoded).as_bytes());
                }
                if !rest.is_empty() {
                    return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "half a character of UTF-16"));
                }
            }
            _ => {
                let bytes = self.source.fill_buf()?;
                let mut encoded = [0; 4];
                for byte in bytes {
                    self.text.extend_from_slice(char::from(*byte).encode_utf8(&mut encoded).as_bytes());
                }
                let length = bytes.len();
                self.source.consume(length);
            }
        }
        Ok(())
    }
}

impl<R: BufRead> BufRead for Decoded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.encoding.is_none() {
            let (encoding, mark) = detect(self.source.fill_buf()?);
            self.source.consume(mark);
            self.encoding = Some(encoding);
        }
        if matches!(self.encoding, Some(Encoding::Utf8)) {
            return self.source.fill_buf();
        }
        if self.taken == self.text.len() {
            self.decode()?;
        }
        Ok(self.text.get(self.taken..).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        match self.encoding {
            Some(Encoding::Utf8) => self.source.consume(amount),
            _ => self.taken = (self.taken + amount).min(self.text.len()),
        }
    }
}

impl<R: BufRead> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

/// The encoding, by mark, by the first characters, or by the declaration; and the length of the mark.
fn detect(start: &[u8]) -> (Encoding, usize) {
    match start {
        [0xFF, 0xFE, ..] => return (Encoding::Utf16(u16::from_le_bytes), 2),
        [0xFE, 0xFF, ..] => return (Encoding::Utf16(u16::from_be_bytes), 2),
        [b'<', 0, ..] => return (Encoding::Utf16(u16::from_le_bytes), 0),
        [0, b'<', ..] => return (Encoding::Utf16(u16::from_be_bytes), 0),
        _ => {}
    }
    let head = start.get(..HEAD).unwrap_or(start).to_ascii_lowercase();
    let is_declared = head.starts_with(b"<?xml") && memchr::memmem::find(&head, b"iso-8859-1").is_some();
    (if is_declared { Encoding::Latin1 } else { Encoding::Utf8 }, 0)
}

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
            None => damaged(error),
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
