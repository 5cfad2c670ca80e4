//! Whether an image can be decoded: its size first, then, where asked for, its pixels.

use std::borrow::Cow;
use std::io::Cursor;

use image::{DynamicImage, ImageFormat, ImageReader, ImageResult};
use serde::{Deserialize, Serialize};

use super::base64::decode as decode_base64;
use super::ending::{is_complete, with_bmp_padding};
use super::{Damage, Format, ImageError, jpeg, png, sniff};
use crate::hexadecimal::first_bytes;

/// Memory for the pixels at up to eight bytes each, and as much again for what a decoder needs besides.
const BYTES_PER_PIXEL: u64 = 16;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Greatest size of the encoded image in bytes.
    pub bytes: u64,
    pub pixels: u64,
}

impl Default for Limits {
    /// 64 MiB and 100 megapixels.
    fn default() -> Self {
        Self { bytes: 64 << 20, pixels: 100_000_000 }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageInfo {
    pub format: Format,
    pub width: u32,
    pub height: u32,
}

/// Decodes an image fully and says what it is; an animation counts by its first image.
///
/// # Errors
/// Every [`ImageError`] about content. The number of pixels is checked before memory is allocated for them.
pub fn inspect(bytes: &[u8], limits: &Limits) -> Result<ImageInfo, ImageError> {
    let info = measure(bytes, limits)?;
    pixels(bytes, info, limits)?;
    Ok(info)
}

/// The pixels of an image; of an animation those of its first image.
pub fn decode(bytes: &[u8], limits: &Limits) -> Result<DynamicImage, ImageError> {
    let info = measure(bytes, limits)?;
    pixels(bytes, info, limits)
}

/// As [`inspect`], by the header and, where Pillow needs it, by the end: damage that only decoding finds is not seen.
pub(super) fn measure(bytes: &[u8], limits: &Limits) -> Result<ImageInfo, ImageError> {
    let info = head(bytes, limits)?;
    let needs_its_end = matches!(info.format, Format::Jpeg | Format::WebP);
    if needs_its_end && !is_complete(info.format, bytes) {
        return Err(damaged(info.format, Damage::EndsEarly));
    }
    Ok(info)
}

/// Says what an image is by the start of its base64 text, without decoding more of it than needed.
///
/// # Errors
/// As [`inspect`], except for what the start does not show.
pub fn measure_base64(text: &[u8], limits: &Limits) -> Result<ImageInfo, ImageError> {
    /// Headers are shorter, except with large colour profiles and comments.
    const START: usize = 64 << 10;
    let head_of = |text: &[u8]| head(&decode_base64(text, limits.bytes)?, limits);
    let start = text.get(..START).unwrap_or(text);
    match head_of(start) {
        Err(_) if start.len() < text.len() => head_of(text),
        of_start => of_start,
    }
}

fn head(bytes: &[u8], limits: &Limits) -> Result<ImageInfo, ImageError> {
    if bytes.len() as u64 > limits.bytes {
        return Err(ImageError::TooManyBytes { bytes: bytes.len() as u64, limit: limits.bytes });
    }
    let format = sniff(bytes).ok_or_else(|| ImageError::UnknownFormat { start: first_bytes(bytes) })?;
    let (width, height) = size_in_header(bytes, decoder_of(format)?).map_err(|error| {
        let damage = if is_complete(format, bytes) { damage_of(&error, Damage::Header) } else { Damage::EndsEarly };
        damaged(format, damage)
    })?;
    if u64::from(width) * u64::from(height) > limits.pixels {
        return Err(ImageError::TooManyPixels { width, height, limit: limits.pixels });
    }
    Ok(ImageInfo { format, width, height })
}

fn pixels(bytes: &[u8], info: ImageInfo, limits: &Limits) -> Result<DynamicImage, ImageError> {
    let max_alloc = limits.pixels.saturating_mul(BYTES_PER_PIXEL);
    let decoded = if info.format == Format::Png {
        let limits = ::png::Limits { bytes: usize::try_from(max_alloc).unwrap_or(usize::MAX) };
        png::pixels(bytes, limits)
    } else {
        let read = match info.format {
            Format::Jpeg => jpeg::with_known_transform(bytes),
            Format::Bmp => with_bmp_padding(bytes, info.width),
            _ => Cow::Borrowed(bytes),
        };
        let mut reader = ImageReader::with_format(Cursor::new(read), decoder_of(info.format)?);
        let mut limits = image::Limits::default();
        limits.max_alloc = Some(max_alloc);
        reader.limits(limits);
        reader.decode().map_err(|error| damage_of(&error, Damage::Content))
    };
    decoded.map_err(|damage| {
        let ends_early = damage != Damage::Unnamed && !is_complete(info.format, bytes);
        damaged(info.format, if ends_early { Damage::EndsEarly } else { damage })
    })
}

pub(super) fn damaged(format: Format, damage: Damage) -> ImageError {
    ImageError::Damaged { format: format.name().to_owned(), damage }
}

/// What a decoder's error means; its message is for programmers, and in English only.
fn damage_of(error: &image::ImageError, broken: Damage) -> Damage {
    match error {
        image::ImageError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Damage::EndsEarly,
        image::ImageError::Unsupported(_) => Damage::Unsupported,
        image::ImageError::Decoding(_) => broken,
        _ => Damage::Unnamed,
    }
}

fn size_in_header(bytes: &[u8], decoder: ImageFormat) -> ImageResult<(u32, u32)> {
    // The PNG decoder keeps the size to itself where the pixels would not fit into 32-bit memory.
    match png_size(bytes).filter(|_| decoder == ImageFormat::Png) {
        Some(size) => Ok(size),
        None => {
            let is_jpeg = decoder == ImageFormat::Jpeg;
            let bytes = if is_jpeg { jpeg::with_known_transform(bytes) } else { Cow::Borrowed(bytes) };
            ImageReader::with_format(Cursor::new(bytes), decoder).into_dimensions()
        }
    }
}

/// The first chunk's first two numbers.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.get(12..)?.strip_prefix(b"IHDR")?;
    let (width, rest) = header.split_first_chunk::<4>()?;
    let (height, _) = rest.split_first_chunk::<4>()?;
    Some((u32::from_be_bytes(*width), u32::from_be_bytes(*height)))
}

fn decoder_of(format: Format) -> Result<ImageFormat, ImageError> {
    let is_decoded = matches!(format, Format::Png | Format::Jpeg | Format::Gif | Format::WebP | Format::Bmp);
    let decoder = ImageFormat::from_mime_type(format.mime()).filter(|_| is_decoded);
    decoder.ok_or_else(|| ImageError::UnsupportedFormat { format: format.name().to_owned() })
}
