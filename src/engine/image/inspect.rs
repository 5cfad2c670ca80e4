//! Proof that a picture can be shown: size first, then a full decoding.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, ImageReader, ImageResult};
use serde::{Deserialize, Serialize};

use super::base64::decode as decode_base64;
use super::ending::is_complete;
use super::{Format, ImageError, sniff};

/// What a picture may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Greatest size of the encoded picture in bytes.
    pub bytes: u64,
    /// Greatest number of pixels.
    pub pixels: u64,
}

impl Default for Limits {
    /// 64 MiB and 100 megapixels.
    fn default() -> Self {
        Self { bytes: 64 << 20, pixels: 100_000_000 }
    }
}

/// A picture that can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageInfo {
    /// The format found by content.
    pub format: Format,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Decodes a picture fully and says what it is; an animation counts by its first picture.
///
/// # Errors
/// Every [`ImageError`] about content. The number of pixels is checked before memory is taken for them.
pub fn inspect(bytes: &[u8], limits: &Limits) -> Result<ImageInfo, ImageError> {
    let (info, decoder) = head(bytes, limits)?;
    pixels(bytes, info, decoder, limits)?;
    Ok(info)
}

/// The pixels of a picture; of an animation those of its first picture.
///
/// # Errors
/// As [`inspect`].
pub fn decode(bytes: &[u8], limits: &Limits) -> Result<DynamicImage, ImageError> {
    let (info, decoder) = head(bytes, limits)?;
    pixels(bytes, info, decoder, limits)
}

/// What a picture is by the start of its base64 text, without decoding more than needed.
///
/// # Errors
/// Every [`ImageError`] about content that shows in the head of the picture.
pub fn measure(base64: &[u8]) -> Result<ImageInfo, ImageError> {
    /// Heads are shorter, but for large colour profiles and notes.
    const START: usize = 64 << 10;
    let limits = Limits::default();
    let start = base64.get(..START).unwrap_or(base64);
    let of_start = decode_base64(start, limits.bytes).and_then(|bytes| Ok(head(&bytes, &limits)?.0));
    match of_start {
        Err(_) if start.len() < base64.len() => Ok(head(&decode_base64(base64, limits.bytes)?, &limits)?.0),
        of_start => of_start,
    }
}

/// What a picture says of itself, and what decodes it.
fn head(bytes: &[u8], limits: &Limits) -> Result<(ImageInfo, ImageFormat), ImageError> {
    if bytes.len() as u64 > limits.bytes {
        return Err(ImageError::TooManyBytes { bytes: bytes.len() as u64, limit: limits.bytes });
    }
    let format = sniff(bytes)
        .ok_or_else(|| ImageError::UnknownFormat { start: hexadecimal(bytes.get(..8).unwrap_or(bytes)) })?;
    let decoder = decoder_of(format)?;
    let (width, height) = size_in_header(bytes, decoder).map_err(|error| damaged(format, error.to_string()))?;
    if u64::from(width) * u64::from(height) > limits.pixels {
        return Err(ImageError::TooManyPixels { width, height, limit: limits.pixels });
    }
    Ok((ImageInfo { format, width, height }, decoder))
}

fn pixels(bytes: &[u8], info: ImageInfo, decoder: ImageFormat, limits: &Limits) -> Result<DynamicImage, ImageError> {
    if !is_complete(info.format, bytes) {
        return Err(damaged(info.format, "the file ends early".to_owned()));
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), decoder);
    reader.limits(decoder_limits(limits));
    reader.decode().map_err(|error| damaged(info.format, error.to_string()))
}

fn damaged(format: Format, detail: String) -> ImageError {
    ImageError::Damaged { format: format.name().to_owned(), detail }
}

/// Width and height before anything is decoded.
fn size_in_header(bytes: &[u8], decoder: ImageFormat) -> ImageResult<(u32, u32)> {
    // The PNG decoder keeps the size to itself where the pixels would not fit into 32-bit memory.
    match png_size(bytes).filter(|_| decoder == ImageFormat::Png) {
        Some(size) => Ok(size),
        None => ImageReader::with_format(Cursor::new(bytes), decoder).into_dimensions(),
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
    match format {
        Format::Png => Ok(ImageFormat::Png),
        Format::Jpeg => Ok(ImageFormat::Jpeg),
        Format::Gif => Ok(ImageFormat::Gif),
        Format::WebP => Ok(ImageFormat::WebP),
        Format::Bmp => Ok(ImageFormat::Bmp),
        Format::Tiff | Format::Jpeg2000 | Format::Avif | Format::Heif | Format::Dicom => {
            Err(ImageError::UnsupportedFormat { format: format.name().to_owned() })
        }
    }
}

/// Memory for the pixels at up to eight bytes each, and as much again for what a decoder needs besides.
fn decoder_limits(limits: &Limits) -> image::Limits {
    let mut decoder = image::Limits::default();
    decoder.max_alloc = Some(limits.pixels.saturating_mul(16));
    decoder
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.join(" ")
}
