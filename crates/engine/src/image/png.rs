//! PNG as Pillow reads it: checksums count up to the pixels, and what follows the pixels may be damaged or missing.
//!
//! The source is Pillow 13.0.0 (`PIL/PngImagePlugin.py` and `src/libImaging/ZipDecode.c`).

use std::io::Cursor;
use std::ops::Range;

use image::DynamicImage;
use png::{ColorType, DecodeOptions, Decoder, DecodingError, Transformations};

use super::Damage;

/// Bytes before the first chunk.
const SIGNATURE: usize = 8;

/// A chunk, whose end may be cut off.
pub(super) struct Chunk<'b> {
    pub(super) kind: &'b [u8; 4],
    /// Without name and checksum.
    pub(super) content: &'b [u8],
    /// All of it in the file.
    pub(super) range: Range<usize>,
    /// The bytes that the checksum is of, and the checksum, unless they are cut off.
    summed: Option<(&'b [u8], [u8; 4])>,
}

impl Chunk<'_> {
    fn is_sound(&self) -> bool {
        self.summed.is_some_and(|(summed, checksum)| crc32fast::hash(summed) == u32::from_be_bytes(checksum))
    }
}

/// The chunks up to the one that ends the file.
pub(super) fn chunks(bytes: &[u8]) -> impl Iterator<Item = Chunk<'_>> {
    let mut start = SIGNATURE;
    std::iter::from_fn(move || {
        let (length, named) = bytes.get(start..)?.split_first_chunk::<4>()?;
        let (kind, after) = named.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        let checksum = after.get(length..).and_then(|end| end.first_chunk::<4>());
        let summed = named.get(..length.saturating_add(4)).zip(checksum.copied());
        let range = start..start.saturating_add(length).saturating_add(12).min(bytes.len());
        start = if kind == b"IEND" { bytes.len() } else { range.end };
        Some(Chunk { kind, content: after.get(..length).unwrap_or(after), range, summed })
    })
}

/// Bits a value, and the kind of colour: 4 is the bit of the alpha channel, 0 alone is grey.
pub(super) fn depth_and_colour(bytes: &[u8]) -> Option<(u8, u8)> {
    let header = chunks(bytes).next().filter(|chunk| chunk.kind == b"IHDR")?;
    Some((*header.content.get(8)?, *header.content.get(9)?))
}

/// Whether every chunk that a decoder may not skip is known; browsers refuse unknown ones, Pillow does not.
pub(super) fn is_all_known(bytes: &[u8]) -> bool {
    let may_be_skipped = |kind: &[u8; 4]| kind[0].is_ascii_lowercase();
    chunks(bytes).all(|chunk| may_be_skipped(chunk.kind) || matches!(chunk.kind, b"IHDR" | b"PLTE" | b"IDAT" | b"IEND"))
}

/// Whether every chunk up to the end has its checksum.
pub(super) fn is_sound(bytes: &[u8]) -> bool {
    has_end(bytes) && chunks(bytes).all(|chunk| chunk.is_sound())
}

pub(super) fn has_end(bytes: &[u8]) -> bool {
    chunks(bytes).any(|chunk| chunk.kind == b"IEND")
}

/// The pixels, in eight bits a value: of sixteen Pillow takes the higher eight, except for grey, see
/// [`PictureNote::DeepGrey`](super::PictureNote::DeepGrey).
///
/// # Errors
/// [`Damage`] where Pillow fails, too.
pub(super) fn pixels(bytes: &[u8], limits: png::Limits) -> Result<DynamicImage, Damage> {
    decode(&essence(bytes)?, limits).map_err(|error| match error {
        DecodingError::LimitsExceeded | DecodingError::Parameter(_) => Damage::Unnamed,
        _ => Damage::Content,
    })
}

/// A PNG of the chunks that the pixels depend on.
fn essence(bytes: &[u8]) -> Result<Vec<u8>, Damage> {
    let mut essence = bytes.get(..SIGNATURE).unwrap_or(bytes).to_vec();
    let mut add = |kind: &[u8], content: &[u8]| {
        let length = u32::try_from(content.len()).unwrap_or(u32::MAX);
        // The decoder ignores these checksums.
        essence.extend([&length.to_be_bytes(), kind, content, &[0; 4]].concat());
    };
    let mut has_pixels = false;
    for chunk in chunks(bytes) {
        match chunk.kind {
            b"IDAT" => {
                has_pixels = true;
                add(chunk.kind, chunk.content);
            }
            _ if has_pixels => break,
            b"IEND" => return Err(Damage::Content),
            _ if !chunk.is_sound() => return Err(Damage::Header),
            b"IHDR" | b"PLTE" | b"tRNS" => add(chunk.kind, chunk.content),
            _ => {}
        }
    }
    if !has_pixels {
        return Err(Damage::EndsEarly);
    }
    add(b"IEND", &[]);
    Ok(essence)
}

fn decode(bytes: &[u8], limits: png::Limits) -> Result<DynamicImage, DecodingError> {
    let mut options = DecodeOptions::default();
    options.set_ignore_crc(true);
    options.set_ignore_adler32(false);
    let mut decoder = Decoder::new_with_options(Cursor::new(bytes), options);
    decoder.set_limits(limits);
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let mut reader = decoder.read_info()?;
    let mut pixels = vec![0; reader.output_buffer_size().ok_or(DecodingError::LimitsExceeded)?];
    let frame = reader.next_frame(&mut pixels)?;
    let (width, height) = (frame.width, frame.height);
    let image = match frame.color_type {
        ColorType::Grayscale => image::GrayImage::from_raw(width, height, pixels).map(DynamicImage::from),
        ColorType::GrayscaleAlpha => image::GrayAlphaImage::from_raw(width, height, pixels).map(DynamicImage::from),
        ColorType::Rgb => image::RgbImage::from_raw(width, height, pixels).map(DynamicImage::from),
        ColorType::Rgba => image::RgbaImage::from_raw(width, height, pixels).map(DynamicImage::from),
        // Expanded to one of the others.
        ColorType::Indexed => None,
    };
    image.ok_or(DecodingError::LimitsExceeded)
}
