//! The chunks of a WebP.

use std::ops::Range;

/// Bytes before the first chunk: `RIFF`, the length of all that follows, `WEBP`.
const HEADER: usize = 12;

pub(super) struct Chunk<'b> {
    pub(super) kind: &'b [u8; 4],
    /// Without name and length.
    pub(super) content: &'b [u8],
    /// All of it in the file.
    pub(super) range: Range<usize>,
}

/// The chunks, as far as they are there.
pub(super) fn chunks(bytes: &[u8]) -> impl Iterator<Item = Chunk<'_>> {
    let mut start = HEADER;
    std::iter::from_fn(move || {
        let (kind, after) = bytes.get(start..)?.split_first_chunk::<4>()?;
        let (length, after) = after.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let content = after.get(..length).unwrap_or(after);
        // Chunks begin at even places.
        let end = start.saturating_add(8).saturating_add(length.next_multiple_of(2)).min(bytes.len());
        let range = start..end;
        start = end;
        Some(Chunk { kind, content, range })
    })
}

/// What a WebP may hold beside one opaque image.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Features {
    pub(super) alpha: bool,
    pub(super) animation: bool,
    pub(super) exif: bool,
}

pub(super) fn features(bytes: &[u8]) -> Features {
    let Some(first) = chunks(bytes).next() else { return Features::default() };
    match (first.kind, first.content) {
        (b"VP8X", [flags, ..]) => {
            Features { alpha: flags & 0x10 != 0, animation: flags & 0x02 != 0, exif: flags & 0x08 != 0 }
        }
        // After a signature, 14 bits each of width and height, and the bit of the alpha channel.
        (b"VP8L", [_, _, _, _, last, ..]) => Features { alpha: last & 0x10 != 0, ..Features::default() },
        _ => Features::default(),
    }
}

/// Corrects the header after chunks with colour profile and EXIF were removed.
pub(super) fn close_gaps(bytes: &mut [u8]) {
    const PROFILE_AND_EXIF: u8 = 0x20 | 0x08;
    let length = u32::try_from(bytes.len().saturating_sub(8)).unwrap_or(u32::MAX).to_le_bytes();
    if let Some(stated) = bytes.get_mut(4..8) {
        stated.copy_from_slice(&length);
    }
    if let Some([b'V', b'P', b'8', b'X', _, _, _, _, flags]) = bytes.get_mut(HEADER..HEADER + 9) {
        *flags &= !PROFILE_AND_EXIF;
    }
}
