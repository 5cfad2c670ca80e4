//! Images as they are shown: as VLMEvalKit's models see them, in bytes that every browser shows alike.

use std::borrow::Cow;
use std::io::Cursor;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, GenericImageView, ImageEncoder};
use serde::{Deserialize, Serialize};

use super::ending::{gif_images, is_complete};
use super::inspect::{damaged, decode, measure};
use super::stored::{as_stored, orientation};
use super::{Damage, Format, ImageError, ImageInfo, Limits, jpeg, png, webp};

/// How an image as shown, or as VLMEvalKit reads it, differs from its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PictureNote {
    /// The file asks to be turned or mirrored, which is not done.
    Turned {
        /// From 2 to 8, as EXIF counts.
        orientation: u8,
    },
    /// Cyan, magenta, yellow and black. VLMEvalKit cannot save it as PNG and stops.
    Cmyk,
    /// Grey of sixteen bits, shown by the higher eight. Pillow's conversion to RGB makes everything above 255 white, and it
    /// writes no JPEG of it.
    DeepGrey,
    /// Something behind the pixels is damaged or missing, which Pillow ignores.
    DamagedEnd,
    /// The first image of several; VLMEvalKit saves no other.
    FirstOfSeveral,
    /// Transparency is left out, as VLMEvalKit does, so that the colours underneath are seen.
    Transparent,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown<'b> {
    pub info: ImageInfo,
    /// A file that browsers show.
    pub bytes: Cow<'b, [u8]>,
    pub format: Format,
    pub notes: Vec<PictureNote>,
}

/// Makes an image ready to be shown. A usual file is kept, without being decoded, except for orientation and colour profile;
/// another is decoded and written as PNG.
///
/// # Errors
/// Every [`ImageError`] about content, except for damage that only decoding finds.
pub fn shown<'b>(bytes: &'b [u8], limits: &Limits) -> Result<Shown<'b>, ImageError> {
    let info = measure(bytes, limits)?;
    let Traits { is_shown_alike, may_be_transparent, mut notes } = Traits::of(info.format, bytes);
    let own = |notes| Shown { info, bytes: as_stored(info.format, bytes), format: info.format, notes };
    if is_shown_alike && !may_be_transparent {
        return Ok(own(notes));
    }
    let picture = decode(bytes, limits)?;
    let is_transparent = is_transparent(&picture);
    if is_shown_alike && !is_transparent {
        return Ok(own(notes));
    }
    if is_transparent {
        notes.push(PictureNote::Transparent);
    }
    let bytes = Cow::Owned(png_of(picture).ok_or_else(|| damaged(info.format, Damage::Unnamed))?);
    Ok(Shown { info, bytes, format: Format::Png, notes })
}

/// As [`shown`], but the image is decoded in any case.
///
/// # Errors
/// Every [`ImageError`] about content.
pub fn proven<'b>(bytes: &'b [u8], limits: &Limits) -> Result<Shown<'b>, ImageError> {
    let shown = shown(bytes, limits)?;
    if shown.format == shown.info.format {
        decode(bytes, limits)?;
    }
    Ok(shown)
}

/// The pixels that models get, as a PNG without transparency.
pub fn opaque_png(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, ImageError> {
    let info = measure(bytes, limits)?;
    png_of(decode(bytes, limits)?).ok_or_else(|| damaged(info.format, Damage::Unnamed))
}

/// What is known of a file without decoding it.
struct Traits {
    /// Whether browsers show the pixels that Pillow reads, transparency aside.
    is_shown_alike: bool,
    may_be_transparent: bool,
    notes: Vec<PictureNote>,
}

impl Traits {
    fn of(format: Format, bytes: &[u8]) -> Self {
        let is_sound = if format == Format::Png { png::is_sound(bytes) } else { is_complete(format, bytes) };
        let (is_shown_alike, may_be_transparent, colours, is_first_of_several) = match format {
            Format::Png => {
                let has = |kind: &[u8; 4]| png::chunks(bytes).take_while(before_pixels).any(|chunk| chunk.kind == kind);
                let (depth, colour) = png::depth_and_colour(bytes).unwrap_or_default();
                let (is_deep, is_grey, has_alpha) = (depth > 8, colour == 0, colour & 4 != 0);
                let is_animated = has(b"acTL");
                let is_shown_alike = is_sound && !is_deep && !is_animated && png::is_all_known(bytes);
                let colours = (is_deep && is_grey).then_some(PictureNote::DeepGrey);
                (is_shown_alike, has_alpha || has(b"tRNS"), colours, is_animated)
            }
            Format::Jpeg => {
                let is_cmyk = jpeg::components(bytes) == Some(4);
                let is_usual = !is_cmyk && matches!(jpeg::with_known_transform(bytes), Cow::Borrowed(_));
                (is_usual, false, is_cmyk.then_some(PictureNote::Cmyk), false)
            }
            Format::WebP => {
                let webp::Features { alpha, animation, .. } = webp::features(bytes);
                (!animation, alpha, None, animation)
            }
            Format::Gif => (false, true, None, gif_images(bytes) > 1),
            _ => (false, true, None, false),
        };
        let notes = [
            orientation(format, bytes).map(|orientation| PictureNote::Turned { orientation }),
            colours,
            (!is_sound).then_some(PictureNote::DamagedEnd),
            is_first_of_several.then_some(PictureNote::FirstOfSeveral),
        ];
        Self { is_shown_alike, may_be_transparent, notes: notes.into_iter().flatten().collect() }
    }
}

fn before_pixels(chunk: &png::Chunk<'_>) -> bool {
    chunk.kind != b"IDAT"
}

fn is_transparent(picture: &DynamicImage) -> bool {
    picture.color().has_alpha() && picture.pixels().any(|(_, _, pixel)| pixel.0[3] < u8::MAX)
}

fn png_of(picture: DynamicImage) -> Option<Vec<u8>> {
    let picture = match picture {
        grey @ DynamicImage::ImageLuma8(_) => grey,
        other => DynamicImage::ImageRgb8(other.into_rgb8()),
    };
    let mut bytes = Cursor::new(Vec::new());
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Up);
    let (width, height) = (picture.width(), picture.height());
    encoder.write_image(picture.as_bytes(), width, height, picture.color().into()).ok()?;
    Some(bytes.into_inner())
}
