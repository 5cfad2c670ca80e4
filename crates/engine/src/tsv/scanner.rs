//! The scanner: bytes in, fields and records out.
//!
//! Follows the C tokenizer of pandas 2.3 (`pandas/_libs/src/parser/tokenizer.c`) with the settings of
//! `read_csv(file, sep=…)`. One known oddity is left out: where lines end in a lone `\r`, pandas reads the lines since
//! the last `\n` again, endlessly, when a line starts with a space; here such a line is an ordinary record.

use memchr::{memchr, memchr3};

use super::TsvError;
use super::utf8::Utf8Check;
use crate::position::{ByteRange, Position};

const BOM: &[u8] = b"\xef\xbb\xbf";

/// Content is looked at in windows of this size, so that its second inspection finds it in the processor's cache.
const WINDOW: usize = 32 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// At the start of the file, after this many bytes of a byte order mark.
    ByteOrderMark(usize),
    RecordStart,
    /// In a record that has held nothing but blanks so far.
    Blanks,
    FieldStart,
    Unquoted,
    Quoted,
    /// After a quote within a quoted field: its end, or the first half of a doubled quote.
    QuoteInQuoted,
    /// After a `\r` that ended a record.
    AfterReturn,
    /// After a `\r` that ended a blank line.
    AfterBlankReturn,
    /// An error was returned; what follows is ignored.
    Failed,
}

/// Receives what a [`Scanner`] finds, in file order.
pub trait Sink {
    /// Takes a piece of the current field's content, quotes resolved; a piece may end within a character.
    fn content(&mut self, piece: &[u8]);

    /// Forgets the content since the last field: it was a line of blanks, which pandas skips.
    fn drop_content(&mut self);

    /// Ends the current field; `raw` holds its bytes in the file, with quotes and without delimiter.
    fn end_field(&mut self, raw: ByteRange);

    /// Ends the current record, which starts at the given place.
    fn end_record(&mut self, start: Position);
}

/// Splits delimited text into fields and records; chunks may end anywhere, nothing is allocated.
#[derive(Debug)]
pub struct Scanner {
    delimiter: u8,
    part: u32,
    state: State,
    /// Offset of the next byte.
    at: u64,
    record: u64,
    record_start: u64,
    field_start: u64,
    /// The field's content has ended at a NUL; the rest of the field is passed over.
    is_cut: bool,
    utf8: Utf8Check,
}

impl Scanner {
    /// A scanner at the start of a file; `part` goes into the positions it reports.
    pub fn new(delimiter: u8, part: u32) -> Self {
        Self {
            delimiter,
            part,
            state: State::ByteOrderMark(0),
            at: 0,
            record: 0,
            record_start: 0,
            field_start: 0,
            is_cut: false,
            utf8: Utf8Check::default(),
        }
    }

    /// Takes the next bytes of the file.
    ///
    /// # Errors
    /// [`TsvError::NotUtf8`]; the scanner then ignores all that follows.
    pub fn feed(&mut self, chunk: &[u8], sink: &mut impl Sink) -> Result<(), TsvError> {
        let mut rest = chunk;
        while let State::ByteOrderMark(seen) = self.state {
            let Some((&byte, after)) = rest.split_first() else { return Ok(()) };
            if byte == BOM[seen] {
                rest = after;
                self.take_mark(seen + 1);
            } else {
                self.start_without_mark(seen, sink)?;
            }
        }
        self.scan(rest, sink)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// [`TsvError::UnterminatedQuote`] and [`TsvError::NotUtf8`].
    pub fn finish(&mut self, sink: &mut impl Sink) -> Result<(), TsvError> {
        if let State::ByteOrderMark(seen) = self.state {
            self.start_without_mark(seen, sink)?;
        }
        match self.state {
            State::Quoted => {
                self.state = State::Failed;
                return Err(TsvError::UnterminatedQuote { position: self.position(self.field_start) });
            }
            State::FieldStart | State::Unquoted | State::QuoteInQuoted => self.end_record(sink)?,
            State::Blanks => sink.drop_content(),
            State::ByteOrderMark(_)
            | State::RecordStart
            | State::AfterReturn
            | State::AfterBlankReturn
            | State::Failed => {}
        }
        self.state = State::Failed;
        Ok(())
    }

    /// Takes this many bytes for the start of a byte order mark.
    fn take_mark(&mut self, seen: usize) {
        self.state = State::ByteOrderMark(seen);
        if seen == BOM.len() {
            self.at = BOM.len() as u64;
            self.state = State::RecordStart;
        }
    }

    /// The bytes taken for a byte order mark were the start of the text.
    fn start_without_mark(&mut self, seen: usize, sink: &mut impl Sink) -> Result<(), TsvError> {
        self.state = State::RecordStart;
        self.scan(&BOM[..seen], sink)
    }

    fn scan(&mut self, mut rest: &[u8], sink: &mut impl Sink) -> Result<(), TsvError> {
        while let Some(&byte) = rest.first() {
            let taken = match self.state {
                State::RecordStart => self.start_record(byte, sink)?,
                State::Blanks => self.go_on_blank(byte, sink)?,
                State::FieldStart => self.start_field(byte),
                State::Unquoted => self.go_on_unquoted(rest, sink)?,
                State::Quoted => self.go_on_quoted(rest, sink)?,
                State::QuoteInQuoted => self.after_quote(byte, sink)?,
                State::AfterReturn => {
                    self.state = State::RecordStart;
                    usize::from(byte == b'\n')
                }
                State::AfterBlankReturn => {
                    // pandas takes a delimiter after a blank line's `\r` for a part of the line end.
                    self.state = State::RecordStart;
                    usize::from(byte == b'\n' || byte == self.delimiter)
                }
                State::ByteOrderMark(_) | State::Failed => return Ok(()),
            };
            self.at += taken as u64;
            rest = &rest[taken..];
        }
        Ok(())
    }

    /// Returns, as the other steps do, how many bytes it has taken.
    fn start_record(&mut self, byte: u8, sink: &mut impl Sink) -> Result<usize, TsvError> {
        match byte {
            b'\n' => Ok(1),
            b'\r' => {
                self.state = State::AfterBlankReturn;
                Ok(1)
            }
            _ => {
                self.record_start = self.at;
                self.begin_field(self.at);
                if self.is_blank(byte) {
                    self.state = State::Blanks;
                    self.content(&[byte], sink)?;
                    return Ok(1);
                }
                Ok(0)
            }
        }
    }

    fn go_on_blank(&mut self, byte: u8, sink: &mut impl Sink) -> Result<usize, TsvError> {
        match byte {
            b'\n' => {
                sink.drop_content();
                self.state = State::RecordStart;
                Ok(1)
            }
            b'\r' => {
                sink.drop_content();
                self.state = State::AfterBlankReturn;
                Ok(1)
            }
            _ if self.is_blank(byte) => {
                self.content(&[byte], sink)?;
                Ok(1)
            }
            _ => {
                self.state = State::Unquoted;
                Ok(0)
            }
        }
    }

    fn start_field(&mut self, byte: u8) -> usize {
        let is_quoted = byte == b'"';
        self.state = if is_quoted { State::Quoted } else { State::Unquoted };
        usize::from(is_quoted)
    }

    fn go_on_unquoted(&mut self, rest: &[u8], sink: &mut impl Sink) -> Result<usize, TsvError> {
        if self.ends_field(rest[0]) {
            return self.take_field_end(rest[0], sink);
        }
        let window = &rest[..rest.len().min(WINDOW)];
        let end = memchr3(self.delimiter, b'\n', b'\r', window).unwrap_or(window.len());
        self.content(&window[..end], sink)?;
        Ok(end)
    }

    fn go_on_quoted(&mut self, rest: &[u8], sink: &mut impl Sink) -> Result<usize, TsvError> {
        let window = &rest[..rest.len().min(WINDOW)];
        let Some(quote) = memchr(b'"', window) else {
            self.content(window, sink)?;
            return Ok(window.len());
        };
        self.content(&window[..quote], sink)?;
        self.state = State::QuoteInQuoted;
        Ok(quote + 1)
    }

    fn after_quote(&mut self, byte: u8, sink: &mut impl Sink) -> Result<usize, TsvError> {
        if byte == b'"' {
            self.state = State::Quoted;
            self.content(b"\"", sink)?;
            return Ok(1);
        }
        self.state = State::Unquoted;
        Ok(0)
    }

    /// Takes the delimiter or the line end after a field.
    fn take_field_end(&mut self, byte: u8, sink: &mut impl Sink) -> Result<usize, TsvError> {
        if byte == self.delimiter {
            self.end_field(sink)?;
            self.begin_field(self.at + 1);
        } else {
            self.end_record(sink)?;
            self.state = if byte == b'\r' { State::AfterReturn } else { State::RecordStart };
        }
        Ok(1)
    }

    fn begin_field(&mut self, at: u64) {
        self.field_start = at;
        self.is_cut = false;
        self.state = State::FieldStart;
    }

    fn end_field(&mut self, sink: &mut impl Sink) -> Result<(), TsvError> {
        self.utf8.end().map_err(|at| self.not_utf8(at))?;
        sink.end_field(ByteRange { start: self.field_start, end: self.at });
        Ok(())
    }

    fn end_record(&mut self, sink: &mut impl Sink) -> Result<(), TsvError> {
        self.end_field(sink)?;
        sink.end_record(self.position(self.record_start));
        self.record += 1;
        Ok(())
    }

    /// Passes content on, up to the first NUL of the field: pandas keeps fields as C strings.
    fn content(&mut self, bytes: &[u8], sink: &mut impl Sink) -> Result<(), TsvError> {
        let mut kept = bytes;
        if !(is_plain(bytes) && self.utf8.is_complete()) {
            self.utf8.feed(bytes, self.at).map_err(|at| self.not_utf8(at))?;
            kept = memchr(0, bytes).map_or(bytes, |nul| &bytes[..nul]);
        }
        if !self.is_cut && !kept.is_empty() {
            sink.content(kept);
        }
        self.is_cut |= kept.len() < bytes.len();
        Ok(())
    }

    fn not_utf8(&mut self, byte: u64) -> TsvError {
        self.state = State::Failed;
        TsvError::NotUtf8 { position: self.position(byte) }
    }

    fn position(&self, byte: u64) -> Position {
        Position { part: self.part, record: self.record, byte }
    }

    fn ends_field(&self, byte: u8) -> bool {
        byte == self.delimiter || byte == b'\n' || byte == b'\r'
    }

    /// C's `isblank`, as far as the byte is no delimiter.
    fn is_blank(&self, byte: u8) -> bool {
        (byte == b' ' || byte == b'\t') && byte != self.delimiter
    }
}

/// Whether all bytes are ASCII other than NUL; the fold has no branch, so it runs at the speed of memory.
fn is_plain(bytes: &[u8]) -> bool {
    bytes.iter().fold(0, |seen, &byte| seen | byte | byte.wrapping_sub(1)) < 0x80
}
