//! Pixels as they are stored.
//!
//! One rule holds for every place where an image is shown or sent: its pixels are neither turned nor converted by what the
//! file says beside them. VLMEvalKit reads images with Pillow and saves them again (`vlmeval/smp/vlm.py`,
//! `decode_base64_to_image_file`), which does neither and drops the orientation, so that its models never see an image
//! turned. Browsers and some servers do turn it; what they get is therefore a copy without that information.

use std::borrow::Cow;
use std::ops::Range;

use image::metadata::Orientation;

use super::{Format, base64, jpeg, png, sniff, webp};

/// A part of a file that makes viewers turn its pixels or convert their colours.
struct Hint {
    range: Range<usize>,
    /// From 2 to 8, as EXIF counts, where it asks for turning or mirroring.
    orientation: Option<u8>,
}

fn hints(format: Format, bytes: &[u8]) -> Vec<Hint> {
    match format {
        Format::Png => png::chunks(bytes)
            .filter_map(|png::Chunk { kind, content, range, .. }| {
                let is_profile = matches!(kind, b"iCCP" | b"gAMA" | b"cHRM" | b"cICP");
                hint(kind == b"eXIf", is_profile, content, range)
            })
            .collect(),
        Format::Jpeg => jpeg::segments(bytes)
            .filter_map(|jpeg::Segment { marker, content, range }| {
                let is_profile = marker == 0xE2 && content.starts_with(b"ICC_PROFILE\0");
                hint(marker == 0xE1 && content.starts_with(b"Exif\0"), is_profile, content, range)
            })
            .collect(),
        Format::WebP => webp::chunks(bytes)
            .filter_map(|webp::Chunk { kind, content, range }| hint(kind == b"EXIF", kind == b"ICCP", content, range))
            .collect(),
        _ => Vec::new(),
    }
}

fn hint(is_exif: bool, is_profile: bool, content: &[u8], range: Range<usize>) -> Option<Hint> {
    let tiff = content.strip_prefix(b"Exif\0\0").unwrap_or(content);
    let orientation = if is_exif { Orientation::from_exif_chunk(tiff).map(Orientation::to_exif) } else { None };
    let orientation = orientation.filter(|orientation| *orientation > 1);
    (is_exif || is_profile).then_some(Hint { range, orientation })
}

/// The orientation that the file asks for, from 2 to 8 as EXIF counts; `None` where it asks for none.
pub(super) fn orientation(format: Format, bytes: &[u8]) -> Option<u8> {
    hints(format, bytes).iter().find_map(|hint| hint.orientation)
}

/// The file without orientation and colour profile, so that every viewer shows the pixels as they are stored; borrowed
/// where it has neither.
pub(super) fn as_stored(format: Format, bytes: &[u8]) -> Cow<'_, [u8]> {
    let hints = hints(format, bytes);
    if hints.is_empty() {
        return Cow::Borrowed(bytes);
    }
    let mut stored = Vec::with_capacity(bytes.len());
    let mut from = 0;
    for Hint { range, .. } in hints {
        stored.extend_from_slice(bytes.get(from..range.start).unwrap_or_default());
        from = range.end;
    }
    stored.extend_from_slice(bytes.get(from..).unwrap_or_default());
    if format == Format::WebP {
        webp::close_gaps(&mut stored);
    }
    Cow::Owned(stored)
}

/// The file without the orientation that it asks for; `None` where it asks for none.
pub fn without_orientation(bytes: &[u8]) -> Option<Vec<u8>> {
    let format = sniff(bytes)?;
    orientation(format, bytes)?;
    Some(as_stored(format, bytes).into_owned())
}

/// Whether the base64 text of a file's start and, where that is not all of it, of its last bytes prove that the file asks
/// for no orientation.
pub fn is_surely_upright(format: Format, start: &[u8], end: Option<&[u8]>) -> bool {
    let decoded = |text: &[u8]| base64::decode(text, text.len() as u64).unwrap_or_default();
    let start = decoded(start);
    if orientation(format, &start).is_some() {
        return false;
    }
    let Some(end) = end else { return true };
    match format {
        // EXIF comes before the pixels.
        Format::Jpeg => jpeg::reaches_pixels(&start),
        Format::Png => {
            let has = |kind: &[u8; 4]| png::chunks(&start).any(|chunk| chunk.kind == kind);
            has(b"IDAT") && !has(b"eXIf") && memchr::memmem::find(&decoded(end), b"eXIf").is_none()
        }
        Format::WebP => !webp::features(&start).exif,
        _ => true,
    }
}
