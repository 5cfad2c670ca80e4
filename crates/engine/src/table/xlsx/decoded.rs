//! A part's bytes as UTF-8: expat also reads UTF-16 and Latin-1, which XML allows.

use std::io::{self, BufRead, Read};

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
