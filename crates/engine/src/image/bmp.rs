//! Bitmaps whose last line lacks its padding, which Pillow does not miss.

use std::borrow::Cow;

/// The file with as many more bytes as pad a line to a multiple of four.
pub(super) fn with_padding(bytes: &[u8], width: u32) -> Cow<'_, [u8]> {
    /// Where the bits of a pixel stand.
    const DEPTH: usize = 28;
    let depth = bytes.get(DEPTH..).and_then(|rest| rest.first_chunk::<2>());
    let depth = u64::from(depth.map_or(0, |depth| u16::from_le_bytes(*depth)));
    let line = (u64::from(width) * depth).div_ceil(8);
    let padding: &[u8] = match line % 4 {
        0 => return Cow::Borrowed(bytes),
        1 => &[0; 3],
        2 => &[0; 2],
        _ => &[0],
    };
    Cow::Owned([bytes, padding].concat())
}
