//! The record that is being read.

use crate::position::ByteRange;

/// A field of the record, as far as it is kept.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Field {
    /// Its bytes in the file.
    pub(super) raw: ByteRange,
    /// Lengths of its content.
    pub(super) bytes: u64,
    pub(super) chars: u64,
    /// Whether its content starts with `[` and ends with `]`.
    pub(super) is_list: bool,
    /// Where the kept start of its content stands in the record's buffer.
    start: usize,
    end: usize,
}

/// The fields of one record; buffers are used again for the next one.
#[derive(Debug, Default)]
pub(super) struct Record {
    content: Vec<u8>,
    /// The fields that are kept.
    pub(super) fields: Vec<Field>,
    /// Number of fields, those that are not kept included.
    pub(super) width: u32,
    open: Field,
    first_byte: Option<u8>,
    last_byte: u8,
}

impl Record {
    pub(super) fn kept_bytes(&self) -> usize {
        self.content.len()
    }

    pub(super) fn text(&self, field: &Field) -> std::borrow::Cow<'_, str> {
        // The scanner has made sure that it is UTF-8; where it is not whole, a character may be cut.
        String::from_utf8_lossy(&self.content[field.start..field.end])
    }

    /// Takes content of the open field and keeps it as long as the field stays within `keep` bytes.
    pub(super) fn take(&mut self, piece: &[u8], keep: usize) {
        let Some(&last) = piece.last() else { return };
        self.first_byte.get_or_insert(piece[0]);
        self.last_byte = last;
        self.open.bytes += piece.len() as u64;
        self.open.chars += char_count(piece);
        let room = keep.saturating_sub(self.content.len() - self.open.start);
        self.content.extend_from_slice(&piece[..piece.len().min(room)]);
    }

    pub(super) fn drop_content(&mut self) {
        self.content.truncate(self.open.start);
        self.open_field();
    }

    pub(super) fn end_field(&mut self, raw: ByteRange, keep: bool) {
        self.open.raw = raw;
        self.open.end = self.content.len();
        self.open.is_list = self.open.bytes > 1 && self.first_byte == Some(b'[') && self.last_byte == b']';
        if keep {
            self.fields.push(self.open);
        }
        self.width = self.width.saturating_add(1);
        self.open_field();
    }

    pub(super) fn clear(&mut self) {
        self.content.clear();
        self.fields.clear();
        self.width = 0;
        self.open_field();
    }

    fn open_field(&mut self) {
        self.open = Field { start: self.content.len(), ..Field::default() };
        self.first_byte = None;
    }
}

/// Number of characters that start in these bytes; it counts in bytes first, so that the loop is vectorised.
fn char_count(bytes: &[u8]) -> u64 {
    let is_start = |byte: u8| byte & 0xC0 != 0x80;
    let blocks = bytes.chunks(usize::from(u8::MAX));
    blocks.map(|block| u64::from(block.iter().fold(0u8, |count, &byte| count + u8::from(is_start(byte))))).sum()
}
