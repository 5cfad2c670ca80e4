//! Whether an image cell stands where an index says.

use crate::image::{base64, sniff};
use crate::position::ByteRange;
use crate::tsv::{Scanner, Sink, field_content};

/// Characters of base64 text that show what an image is: the mark that lies deepest ends at byte 132.
const START: usize = 256;

/// Whether bytes of a file are one whole cell that begins as an image, or as a list of images, does. `before` and `after` are
/// the bytes around it, `None` at the start and at the end of the file.
pub fn is_image_cell(before: Option<u8>, raw: &[u8], after: Option<u8>) -> bool {
    let is_delimiter = |byte: u8| matches!(byte, b'\t' | b'\n' | b'\r');
    before.is_none_or(is_delimiter)
        && after.is_none_or(is_delimiter)
        && is_one_field(raw, after)
        && begins_as_image(raw)
}

/// Whether the scanner finds one field that ends where `raw` does.
fn is_one_field(raw: &[u8], after: Option<u8>) -> bool {
    let mut first = FirstField::default();
    let mut scanner = Scanner::new(b'\t', 0);
    let read = scanner.feed(raw, &mut first).and_then(|()| match after {
        Some(after) => scanner.feed(&[after], &mut first),
        None => scanner.finish(&mut first),
    });
    read.is_ok() && first.0 == Some(ByteRange { start: 0, end: raw.len() as u64 })
}

#[derive(Default)]
struct FirstField(Option<ByteRange>);

impl Sink for FirstField {
    fn content(&mut self, _: &[u8]) {}

    fn drop_content(&mut self) {}

    fn end_field(&mut self, raw: ByteRange) {
        self.0.get_or_insert(raw);
    }

    fn end_record(&mut self, _: crate::position::Position) {}
}

fn begins_as_image(raw: &[u8]) -> bool {
    let content = field_content(raw);
    let text = match content.trim_ascii_start().strip_prefix(b"[") {
        Some(list) => list.trim_ascii_start().get(1..).unwrap_or_default(),
        None => &content,
    };
    let is_character = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    let text = text.iter().filter(|byte| !byte.is_ascii_whitespace());
    let mut start: Vec<u8> = text.take_while(is_character).take(START).copied().collect();
    start.truncate(start.len() / 4 * 4);
    base64::decode(&start, START as u64).is_ok_and(|bytes| sniff(&bytes).is_some())
}
