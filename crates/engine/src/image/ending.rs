//! The ends of image files: decoders fill what is missing with grey without an error.

use std::borrow::Cow;

use super::{Format, png};

/// Whether the file's structure ends as its format demands; what follows the end does not matter.
pub(super) fn is_complete(format: Format, bytes: &[u8]) -> bool {
    match format {
        Format::Png => png::has_end(bytes),
        Format::Jpeg => jpeg(bytes).is_some(),
        Format::Gif => gif(bytes, || {}).is_some(),
        Format::WebP => webp(bytes).is_some(),
        _ => true,
    }
}

pub(super) fn gif_images(bytes: &[u8]) -> u32 {
    let mut images = 0;
    gif(bytes, || images += 1);
    images
}

/// Walks the segments; the data after a start of scan has no length and ends at the next marker.
fn jpeg(bytes: &[u8]) -> Option<()> {
    let mut rest = bytes.get(2..)?;
    loop {
        let start = memchr::memchr(0xFF, rest)?;
        let (marker, after) = rest.get(start + 1..)?.split_first()?;
        rest = match marker {
            0xD9 => return Some(()),
            // A literal FF of the scan, restarts, and markers without content.
            0x00 | 0x01 | 0xD0..=0xD8 => after,
            // A fill byte: the marker follows.
            0xFF => rest.get(start + 1..)?,
            _ => {
                let (length, _) = after.split_first_chunk::<2>()?;
                after.get(usize::from(u16::from_be_bytes(*length))..)?
            }
        };
    }
}

/// Walks the blocks: extensions, images, for each of which `image` is called, and the trailer.
fn gif(bytes: &[u8], mut image: impl FnMut()) -> Option<()> {
    const PALETTE_FLAG: u8 = 0x80;
    let palette = |flags: u8| if flags & PALETTE_FLAG == 0 { 0 } else { 6 << (flags & 7) };
    let mut rest = bytes.get(13 + palette(*bytes.get(10)?)..)?;
    loop {
        rest = match *rest.first()? {
            b';' => return Some(()),
            b'!' => gif_data(rest.get(2..)?)?,
            b',' => {
                image();
                gif_data(rest.get(11 + palette(*rest.get(9)?)..)?)?
            }
            _ => return None,
        };
    }
}

/// The bytes after a chain of blocks, each preceded by its length.
fn gif_data(mut rest: &[u8]) -> Option<&[u8]> {
    loop {
        let (length, after) = rest.split_first()?;
        rest = after.get(usize::from(*length)..)?;
        if *length == 0 {
            return Some(rest);
        }
    }
}

/// The container states its length.
fn webp(bytes: &[u8]) -> Option<()> {
    let length = bytes.get(4..8)?.first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    (bytes.len() >= length.checked_add(8)?).then_some(())
}

/// A bitmap with as many more bytes as pad a line to a multiple of four: Pillow reads files that lack the padding of the
/// last line.
pub(super) fn with_bmp_padding(bytes: &[u8], width: u32) -> Cow<'_, [u8]> {
    /// Offset of the number of bits of a pixel.
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
