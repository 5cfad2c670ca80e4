//! The pictures as they are sent.

mod encode;
mod settings;
mod size;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::endpoint::PictureLimits;
use crate::image::{Format, ImageError, ImageInfo, Limits, base64, measure_base64, without_orientation};
pub use settings::{Encoding, Excess, PICTURE_PRESETS, PicturePreset, PictureSettings};
use size::fit;

/// A picture that is ready to be put into a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreparedPicture<'c> {
    /// Its format.
    pub format: Format,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Base64 text; borrowed where the cell's own text is sent.
    pub base64: Cow<'c, [u8]>,
    /// Whether it was encoded anew.
    pub is_changed: bool,
}

/// A picture that is not sent.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PictureFault {
    /// It cannot be read.
    #[error(transparent)]
    Image(#[from] ImageError),
    /// The provider does not read the format, and changing it is not wanted.
    #[error("the provider does not read {format} pictures")]
    FormatNotTaken {
        /// Name of the format.
        format: String,
    },
    /// A side is longer than the provider takes, and changing it is not wanted.
    #[error("the picture has {width} × {height} pixels, the provider takes {limit} a side")]
    TooLong {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// Greatest side.
        limit: u32,
    },
    /// It has more bytes than the provider takes, and changing it is not wanted or did not help.
    #[error("the picture has {bytes} bytes as base64, the provider takes {limit}")]
    TooHeavy {
        /// Size as base64 text.
        bytes: u64,
        /// Greatest size.
        limit: u64,
    },
}

/// Whether a picture of that form, with so many bytes as base64, is sent as it is; else it is to be made ready by
/// [`prepare`].
///
/// # Errors
/// [`PictureFault`] where it is not sent at all.
pub fn is_kept(
    info: ImageInfo,
    base64_bytes: u64,
    pictures: usize,
    settings: &PictureSettings,
    limits: &PictureLimits,
) -> Result<bool, PictureFault> {
    let limits = &PictureLimits { base64_bytes: weight_limit(limits, pictures), ..*limits };
    Ok(treatment(info, base64_bytes, settings, limits)? == Treatment::Keep)
}

/// What is to be done with a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Treatment {
    /// Sent as it is.
    Keep,
    /// Encoded as JPEG of that size.
    Encode { width: u32, height: u32 },
}

/// Makes a cell's picture, one of `pictures` of its question, ready: its own base64 text wherever settings and provider
/// allow, else a JPEG.
///
/// # Errors
/// [`PictureFault`].
pub fn prepare<'c>(
    cell: &'c [u8],
    pictures: usize,
    settings: &PictureSettings,
    limits: &PictureLimits,
) -> Result<PreparedPicture<'c>, PictureFault> {
    let limits = &PictureLimits { base64_bytes: weight_limit(limits, pictures), ..*limits };
    let text = base64::compact(cell)?;
    let info = measure_base64(&text, &Limits::default())?;
    let size = text.len() as u64;
    match treatment(info, size, settings, limits)? {
        Treatment::Keep => Ok(PreparedPicture {
            format: info.format,
            width: info.width,
            height: info.height,
            base64: upright(text)?,
            is_changed: false,
        }),
        Treatment::Encode { width, height } => {
            let pixels = encode::Pixels::decode(&text)?;
            let limit = limits.base64_bytes.filter(|_| settings.excess == Excess::Resize);
            let picture = pixels.jpeg_within(width, height, limit)?;
            check_weight(picture.base64.len() as u64, limits)?;
            Ok(picture)
        }
    }
}

/// The picture's text; where the file asks servers to turn the picture, that of a copy that does not.
fn upright(text: Cow<'_, [u8]>) -> Result<Cow<'_, [u8]>, ImageError> {
    let bytes = base64::decode(&text, Limits::default().bytes)?;
    Ok(match without_orientation(&bytes) {
        Some(copy) => Cow::Owned(base64_simd::STANDARD.encode_to_string(copy).into_bytes()),
        None => text,
    })
}

fn treatment(
    info: ImageInfo,
    base64_bytes: u64,
    settings: &PictureSettings,
    limits: &PictureLimits,
) -> Result<Treatment, PictureFault> {
    let ImageInfo { format, width, height } = info;
    let may_change = settings.excess == Excess::Resize;
    let wished = settings.longest_side.map_or((width, height), |side| fit(width, height, side));
    let target = match limits.side.filter(|side| wished.0.max(wished.1) > *side) {
        None => wished,
        Some(side) if may_change => fit(wished.0, wished.1, side),
        Some(limit) => return Err(PictureFault::TooLong { width: wished.0, height: wished.1, limit }),
    };
    let encode = Treatment::Encode { width: target.0, height: target.1 };
    if settings.encoding == Encoding::Jpeg || target != (width, height) {
        return Ok(encode);
    }
    if !limits.takes(format) {
        let format = format.name().to_owned();
        return if may_change { Ok(encode) } else { Err(PictureFault::FormatNotTaken { format }) };
    }
    match check_weight(base64_bytes, limits) {
        Ok(()) => Ok(Treatment::Keep),
        Err(_) if may_change => Ok(encode),
        Err(fault) => Err(fault),
    }
}

/// What a picture may weigh: its own limit, and its share of the request, whose text needs some room, too.
fn weight_limit(limits: &PictureLimits, pictures: usize) -> Option<u64> {
    const TEXT: u64 = 64 << 10;
    let share = limits.request_bytes.map(|bytes| bytes.saturating_sub(TEXT) / pictures.max(1) as u64);
    [limits.base64_bytes, share].into_iter().flatten().min()
}

fn check_weight(bytes: u64, limits: &PictureLimits) -> Result<(), PictureFault> {
    match limits.base64_bytes {
        Some(limit) if bytes > limit => Err(PictureFault::TooHeavy { bytes, limit }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info(format: Format, width: u32, height: u32) -> ImageInfo {
        ImageInfo { format, width, height }
    }

    fn limits() -> PictureLimits {
        PictureLimits {
            base64_bytes: Some(5000),
            side: Some(1000),
            request_bytes: None,
            formats: &[Format::Png, Format::Jpeg],
        }
    }

    fn settings(encoding: Encoding, longest_side: Option<u32>, excess: Excess) -> PictureSettings {
        PictureSettings { encoding, longest_side, excess }
    }

    #[test]
    fn pictures_stay_as_they_are_where_they_may() {
        let keep = settings(Encoding::Original, None, Excess::Refuse);
        let small = info(Format::Png, 1000, 10);
        assert_eq!(treatment(small, 5000, &keep, &limits()), Ok(Treatment::Keep));
        let side = settings(Encoding::Original, Some(1000), Excess::Refuse);
        assert_eq!(treatment(small, 5000, &side, &limits()), Ok(Treatment::Keep));
        let jpeg = settings(Encoding::Jpeg, None, Excess::Refuse);
        assert_eq!(treatment(small, 5000, &jpeg, &limits()), Ok(Treatment::Encode { width: 1000, height: 10 }));
        let side = settings(Encoding::Original, Some(512), Excess::Refuse);
        let encode = Treatment::Encode { width: 512, height: 256 };
        assert_eq!(treatment(info(Format::Bmp, 2000, 1000), 9000, &side, &limits()), Ok(encode));
    }

    #[test]
    fn pictures_of_a_question_share_the_request() {
        let request = PictureLimits { request_bytes: Some((64 << 10) + 6000), ..limits() };
        assert_eq!([1, 2, 3].map(|pictures| weight_limit(&request, pictures)), [Some(5000), Some(3000), Some(2000)]);
        assert_eq!(weight_limit(&PictureLimits::default(), 1), None);
    }

    #[test]
    fn limits_are_met_or_the_picture_is_refused() {
        let refuse = settings(Encoding::Original, None, Excess::Refuse);
        let resize = settings(Encoding::Original, None, Excess::Resize);
        let too_long = PictureFault::TooLong { width: 1001, height: 500, limit: 1000 };
        let too_heavy = PictureFault::TooHeavy { bytes: 5001, limit: 5000 };
        let not_taken = PictureFault::FormatNotTaken { format: "BMP".to_owned() };
        let cases = [
            (info(Format::Png, 1001, 500), 9, too_long, (1000, 500)),
            (info(Format::Png, 100, 50), 5001, too_heavy, (100, 50)),
            (info(Format::Bmp, 100, 50), 9, not_taken, (100, 50)),
        ];
        for (info, bytes, fault, (width, height)) in cases {
            assert_eq!(treatment(info, bytes, &refuse, &limits()), Err(fault));
            assert_eq!(treatment(info, bytes, &resize, &limits()), Ok(Treatment::Encode { width, height }));
        }
    }
}
