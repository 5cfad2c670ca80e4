//! Pictures encoded anew.

use std::borrow::Cow;
use std::io::Cursor;

use image::DynamicImage;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;

use super::PreparedPicture;
use super::size::fit;
use crate::image::{Damage, Format, ImageError, Limits, base64, decode};

/// The quality that Pillow takes by default.
const QUALITY: u8 = 75;

/// A decoded picture, grey or RGB of eight bits.
pub(super) struct Pixels(DynamicImage);

impl Pixels {
    /// Decodes the base64 text of a picture. As in Pillow's conversion to RGB, transparency is dropped, not painted over.
    pub(super) fn decode(text: &[u8]) -> Result<Self, ImageError> {
        let limits = Limits::default();
        let bytes = base64::decode(text, limits.bytes)?;
        let picture = decode(&bytes, &limits)?;
        Ok(Self(match picture {
            grey @ DynamicImage::ImageLuma8(_) => grey,
            other => DynamicImage::ImageRgb8(other.into_rgb8()),
        }))
    }

    /// A JPEG of that size; where it has more than `limit` bytes as base64, scaled down by a quarter a step.
    pub(super) fn jpeg_within<'c>(
        &self,
        width: u32,
        height: u32,
        limit: Option<u64>,
    ) -> Result<PreparedPicture<'c>, ImageError> {
        /// After so many steps it is a twentieth of the size.
        const STEPS: u32 = 10;
        let mut picture = self.jpeg(width, height)?;
        for _ in 0..STEPS {
            if limit.is_none_or(|limit| picture.base64.len() as u64 <= limit) {
                break;
            }
            let side = picture.width.max(picture.height) / 4 * 3;
            let (width, height) = fit(width, height, side);
            picture = self.jpeg(width, height)?;
        }
        Ok(picture)
    }

    /// Scaled with the bicubic filter that Pillow's `thumbnail` takes by default.
    fn jpeg<'c>(&self, width: u32, height: u32) -> Result<PreparedPicture<'c>, ImageError> {
        let (width, height) = (width.max(1), height.max(1));
        let scaled = if (self.0.width(), self.0.height()) == (width, height) {
            Cow::Borrowed(&self.0)
        } else {
            Cow::Owned(self.0.resize_exact(width, height, FilterType::CatmullRom))
        };
        let mut bytes = Cursor::new(Vec::new());
        let damaged = |_: image::ImageError| ImageError::Damaged {
            format: Format::Jpeg.name().to_owned(),
            damage: Damage::Unnamed,
        };
        scaled.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY)).map_err(damaged)?;
        let text = base64_simd::STANDARD.encode_to_string(bytes.into_inner()).into_bytes();
        Ok(PreparedPicture { format: Format::Jpeg, width, height, base64: Cow::Owned(text), is_changed: true })
    }
}
