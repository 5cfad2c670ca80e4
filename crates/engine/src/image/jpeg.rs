//! The segments of a JPEG.

use std::borrow::Cow;
use std::ops::Range;

use super::{Format, base64, sniff};

pub(super) struct Segment<'b> {
    pub(super) marker: u8,
    /// Without marker and length.
    pub(super) content: &'b [u8],
    /// All of it in the file.
    pub(super) range: Range<usize>,
}

/// The segments before the first scan, as far as they are there.
pub(super) fn segments(bytes: &[u8]) -> impl Iterator<Item = Segment<'_>> {
    let mut at = 2;
    std::iter::from_fn(move || {
        at += memchr::memchr(0xFF, bytes.get(at..)?)?;
        // Any number of bytes FF may precede a marker.
        at += bytes.get(at..)?.iter().position(|byte| *byte != 0xFF)?;
        let (marker, after) = bytes.get(at..)?.split_first()?;
        let length = usize::from(u16::from_be_bytes(*after.first_chunk::<2>()?));
        let content = after.get(2..length)?;
        let range = at - 1..at + 1 + length;
        at = range.end;
        (*marker != START_OF_SCAN).then_some(Segment { marker: *marker, content, range })
    })
}

const START_OF_SCAN: u8 = 0xDA;

/// The number of colour components; `None` where the frame's header is not among the bytes.
pub(super) fn components(bytes: &[u8]) -> Option<u8> {
    // C4, C8 and CC are something else.
    let is_frame = |marker: u8| matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC);
    let frame = segments(bytes).find(|segment| is_frame(segment.marker))?;
    frame.content.get(5).copied()
}

/// The file with the colour transform that libjpeg, and so Pillow, assumes where Adobe's segment states an unknown one
/// (libjpeg-turbo, `jdapimin.c`, `default_decompress_parms`).
pub(super) fn with_known_transform(bytes: &[u8]) -> Cow<'_, [u8]> {
    /// Offsets of the transform from the segment's marker and in its content.
    const PLACE: (usize, usize) = (15, 11);
    let is_adobe = |segment: &Segment<'_>| segment.marker == 0xEE && segment.content.starts_with(b"Adobe");
    let Some(adobe) = segments(bytes).find(is_adobe) else { return Cow::Borrowed(bytes) };
    let taken = match (components(bytes), adobe.content.get(PLACE.1)) {
        (Some(3), Some(3..)) => 1,
        (Some(4), Some(1 | 3..)) => 2,
        _ => return Cow::Borrowed(bytes),
    };
    let mut copy = bytes.to_vec();
    if let Some(transform) = copy.get_mut(adobe.range.start + PLACE.0) {
        *transform = taken;
    }
    Cow::Owned(copy)
}

/// Whether the bytes go on to the first scan.
pub(super) fn reaches_pixels(bytes: &[u8]) -> bool {
    let end = segments(bytes).last().map_or(2, |segment| segment.range.end);
    matches!(bytes.get(end..), Some([0xFF, START_OF_SCAN, ..]))
}

/// Whether the base64 text, or its start, is that of a CMYK JPEG, which VLMEvalKit cannot save as PNG; `None` where more
/// of the text is needed to tell.
pub fn is_cmyk(text: &[u8]) -> Option<bool> {
    let bytes = base64::decode(text, text.len() as u64).ok()?;
    match sniff(&bytes)? {
        Format::Jpeg => components(&bytes).map(|components| components == 4),
        _ => Some(false),
    }
}
