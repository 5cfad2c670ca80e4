//! Images re-encoded as JPEG, scaled to the sizes that Pillow gives them.

use std::borrow::Cow;
use std::io::Cursor;

use image::DynamicImage;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;

use crate::image::{Damage, Format, ImageError, Limits, base64, decode};

/// The quality that Pillow takes by default.
const QUALITY: u8 = 75;

/// An image that is re-encoded.
pub(super) struct Jpeg {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) base64: Vec<u8>,
}

/// A decoded image, grey or RGB of eight bits.
pub(super) struct Pixels(DynamicImage);

impl Pixels {
    /// Decodes the base64 text of an image. As in Pillow's conversion to RGB, transparency is dropped, not painted over.
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
    pub(super) fn jpeg_within(&self, width: u32, height: u32, limit: Option<u64>) -> Result<Jpeg, ImageError> {
        /// After these it is a twentieth of the size.
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
    fn jpeg(&self, width: u32, height: u32) -> Result<Jpeg, ImageError> {
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
        let base64 = base64_simd::STANDARD.encode_to_string(bytes.into_inner()).into_bytes();
        Ok(Jpeg { width, height, base64 })
    }
}

/// The size that `Image.thumbnail((side, side))` of Pillow gives: no side longer than `side`, the other rounded to where
/// the proportions change least.
pub(super) fn fit(width: u32, height: u32, side: u32) -> (u32, u32) {
    let side = side.max(1);
    if width <= side && height <= side {
        return (width, height);
    }
    let aspect = f64::from(width) / f64::from(height.max(1));
    let exact = f64::from(side);
    if aspect <= 1.0 {
        let nearest = rounded(exact * aspect, |width| (aspect - width / exact).abs());
        (nearest, side)
    } else {
        let difference = |height: f64| if height == 0.0 { 0.0 } else { (aspect - exact / height).abs() };
        (side, rounded(exact / aspect, difference))
    }
}

/// The number rounded down or up, where the difference is smaller; at least 1.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive number of pixels")]
fn rounded(number: f64, difference: impl Fn(f64) -> f64) -> u32 {
    let (down, up) = (number.floor(), number.ceil());
    let nearest = if difference(up) < difference(down) { up } else { down };
    nearest.max(1.0) as u32
}

#[cfg(test)]
mod tests {
    #[test]
    fn sizes_are_those_of_pillow() {
        for case in include_str!("../../tests/cases/pillow_thumbnails.txt").lines().skip(1) {
            let numbers: Vec<u32> = case.split(' ').map(|number| number.parse().unwrap()).collect();
            let size = super::fit(numbers[0], numbers[1], numbers[2]);
            assert_eq!(size, (numbers[3], numbers[4]), "{case}");
        }
    }
}
