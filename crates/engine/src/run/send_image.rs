//! Images as they are sent.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::jpeg::{Jpeg, Pixels, fit};
use crate::endpoint::{Detail, PictureLimits};
use crate::image::{Format, ImageError, ImageInfo, Limits, base64, measure_base64, without_orientation};
use crate::names::named;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureSettings {
    pub encoding: Encoding,
    /// Maximum side in pixels; larger images are scaled down and sent as JPEG.
    pub longest_side: Option<u32>,
    pub excess: Excess,
}

named! {
    #[derive(Default)]
    pub enum Encoding {
        /// The bytes of the dataset, but for an EXIF orientation, which VLMEvalKit's models do not get to see.
        #[default]
        Original = "original",
        /// JPEG of quality 75 in RGB without transparency, as `VLMEvalKit`'s wrappers of web interfaces send. Not byte for
        /// byte: the encoder is another one than Pillow's and keeps the colours in full resolution.
        Jpeg = "jpeg",
    }
}

named! {
    /// What happens to images that exceed the provider's limits.
    #[derive(Default)]
    pub enum Excess {
        /// They are not sent; the question fails.
        #[default]
        Refuse = "refuse",
        /// They are scaled down and sent as JPEG.
        Resize = "resize",
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PicturePreset {
    pub id: &'static str,
    pub encoding: Encoding,
    pub longest_side: Option<u32>,
    /// In which detail OpenAI's models look.
    pub detail: Option<Detail>,
}

const fn preset(
    id: &'static str,
    encoding: Encoding,
    longest_side: Option<u32>,
    detail: Option<Detail>,
) -> PicturePreset {
    PicturePreset { id, encoding, longest_side, detail }
}

/// Images as they are, then as VLMEvalKit's models are set (its `vlmeval/config.py`, `api/gpt.py` and `api/claude.py`).
pub const PICTURE_PRESETS: [PicturePreset; 5] = [
    preset("original", Encoding::Original, None, None),
    preset("vlmevalkit-jpeg", Encoding::Jpeg, None, None),
    preset("vlmevalkit-gpt4o", Encoding::Jpeg, Some(512), Some(Detail::Low)),
    preset("vlmevalkit-gpt4o-high", Encoding::Jpeg, None, Some(Detail::High)),
    // There a PNG stays one; what is larger becomes a JPEG here.
    preset("vlmevalkit-claude", Encoding::Original, Some(4096), None),
];

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreparedPicture<'c> {
    pub format: Format,
    pub width: u32,
    pub height: u32,
    /// Base64 text; borrowed where the cell's own text is sent.
    pub base64: Cow<'c, [u8]>,
    pub is_changed: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SendImageError {
    #[error(transparent)]
    Image(#[from] ImageError),
    /// The provider does not read the format, and changing it is not wanted.
    #[error("the provider does not read {format} images")]
    FormatNotTaken { format: String },
    /// A side is longer than the provider takes, and changing it is not wanted.
    #[error("the image has {width} × {height} pixels, the provider takes {limit} a side")]
    TooLong { width: u32, height: u32, limit: u32 },
    /// It has more bytes than the provider takes, and changing it is not wanted or did not help.
    #[error("the image has {bytes} bytes as base64, the provider takes {limit}")]
    TooHeavy { bytes: u64, limit: u64 },
}

impl SendImageError {
    /// The name of the kind in manifests.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::FormatNotTaken { .. } => "format-not-taken",
            Self::TooLong { .. } => "too-long",
            Self::TooHeavy { .. } => "too-heavy",
            Self::Image(error) => match error {
                ImageError::Blank => "blank",
                ImageError::NotBase64 { .. } => "not-base64",
                ImageError::UnknownFormat { .. } => "unknown-format",
                ImageError::UnsupportedFormat { .. } => "unsupported-format",
                ImageError::Damaged { .. } => "damaged",
                ImageError::TooManyPixels { .. } => "too-many-pixels",
                ImageError::TooManyBytes { .. } => "too-many-bytes",
                ImageError::BrokenList { .. } => "broken-list",
            },
        }
    }
}

/// Whether an image of that form and size, one of `pictures` of its question, is sent as it is; else [`prepare`] changes
/// it.
///
/// # Errors
/// [`SendImageError`] where it is not sent at all.
pub fn is_kept(
    info: ImageInfo,
    base64_bytes: u64,
    pictures: usize,
    settings: &PictureSettings,
    limits: &PictureLimits,
) -> Result<bool, SendImageError> {
    Ok(encoded_size(info, base64_bytes, pictures, settings, limits)?.is_none())
}

/// Makes a cell's image, one of `pictures` of its question, ready: its own base64 text wherever settings and provider
/// allow, else a JPEG.
pub fn prepare<'c>(
    cell: &'c [u8],
    pictures: usize,
    settings: &PictureSettings,
    limits: &PictureLimits,
) -> Result<PreparedPicture<'c>, SendImageError> {
    let text = base64::compact(cell)?;
    let info = measure_base64(&text, &Limits::default())?;
    let Some((width, height)) = encoded_size(info, text.len() as u64, pictures, settings, limits)? else {
        let ImageInfo { format, width, height } = info;
        return Ok(PreparedPicture { format, width, height, base64: upright(text)?, is_changed: false });
    };
    let most = most_bytes(limits, pictures);
    let wanted = most.filter(|_| settings.excess == Excess::Resize);
    let Jpeg { width, height, base64 } = Pixels::decode(&text)?.jpeg_within(width, height, wanted)?;
    check_bytes(base64.len() as u64, most)?;
    Ok(PreparedPicture { format: Format::Jpeg, width, height, base64: Cow::Owned(base64), is_changed: true })
}

/// The base64 text of the image; where the file asks for a rotation, that of a copy that does not.
fn upright(text: Cow<'_, [u8]>) -> Result<Cow<'_, [u8]>, ImageError> {
    let bytes = base64::decode(&text, Limits::default().bytes)?;
    Ok(match without_orientation(&bytes) {
        Some(copy) => Cow::Owned(base64_simd::STANDARD.encode_to_string(copy).into_bytes()),
        None => text,
    })
}

/// Width and height of the JPEG that the image is encoded as; `None` where it is sent as it is.
fn encoded_size(
    info: ImageInfo,
    base64_bytes: u64,
    pictures: usize,
    settings: &PictureSettings,
    limits: &PictureLimits,
) -> Result<Option<(u32, u32)>, SendImageError> {
    let ImageInfo { format, width, height } = info;
    let may_change = settings.excess == Excess::Resize;
    let wished = settings.longest_side.map_or((width, height), |side| fit(width, height, side));
    let target = match limits.side.filter(|side| wished.0.max(wished.1) > *side) {
        None => wished,
        Some(side) if may_change => fit(wished.0, wished.1, side),
        Some(limit) => return Err(SendImageError::TooLong { width: wished.0, height: wished.1, limit }),
    };
    if settings.encoding == Encoding::Jpeg || target != (width, height) {
        return Ok(Some(target));
    }
    let refusal = if limits.takes(format) {
        check_bytes(base64_bytes, most_bytes(limits, pictures))
    } else {
        Err(SendImageError::FormatNotTaken { format: format.name().to_owned() })
    };
    match refusal {
        Ok(()) => Ok(None),
        Err(_) if may_change => Ok(Some(target)),
        Err(error) => Err(error),
    }
}

/// Maximum size of an image as base64: its own limit, and its share of the request, which also holds the text.
fn most_bytes(limits: &PictureLimits, pictures: usize) -> Option<u64> {
    const TEXT: u64 = 64 << 10;
    let share = limits.request_bytes.map(|bytes| bytes.saturating_sub(TEXT) / pictures.max(1) as u64);
    [limits.base64_bytes, share].into_iter().flatten().min()
}

fn check_bytes(bytes: u64, most: Option<u64>) -> Result<(), SendImageError> {
    match most {
        Some(limit) if bytes > limit => Err(SendImageError::TooHeavy { bytes, limit }),
        _ => Ok(()),
    }
}
