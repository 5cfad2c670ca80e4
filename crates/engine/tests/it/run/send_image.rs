//! Which images are sent as they are, and what becomes of the others.
#![expect(clippy::unwrap_used, reason = "a test's helpers may panic, too")]

use std::io::Cursor;

use engine::endpoint::PictureLimits;
use engine::image::{Format, ImageInfo};
use engine::run::{Encoding, Excess, PictureSettings, SendImageError, is_kept, prepare};
use image::{ImageFormat, RgbImage};

fn info(format: Format, width: u32, height: u32) -> ImageInfo {
    ImageInfo { format, width, height }
}

fn limits() -> PictureLimits {
    PictureLimits { base64_bytes: Some(5000), side: Some(1000), request_bytes: None, formats: vec!["png", "jpeg"] }
}

fn settings(encoding: Encoding, longest_side: Option<u32>, excess: Excess) -> PictureSettings {
    PictureSettings { encoding, longest_side, excess }
}

/// An image of faint noise, which PNG hardly compresses and JPEG does.
fn cell(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let mut chance = fastrand::Rng::with_seed(1);
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_fn(width, height, |_, _| [chance.u8(0..8); 3].into()).write_to(&mut bytes, format).unwrap();
    base64_simd::STANDARD.encode_to_string(bytes.into_inner()).into_bytes()
}

/// The size of an image that is sent as JPEG.
fn jpeg_size(cell: &[u8], settings: &PictureSettings) -> (u32, u32) {
    let picture = prepare(cell, 1, settings, &limits()).unwrap();
    assert_eq!((picture.format, picture.is_changed), (Format::Jpeg, true));
    (picture.width, picture.height)
}

#[test]
fn images_stay_as_they_are_where_they_may() {
    let keep = settings(Encoding::Original, None, Excess::Refuse);
    let small = info(Format::Png, 1000, 10);
    assert_eq!(is_kept(small, 5000, 1, &keep, &limits()), Ok(true));
    let side = settings(Encoding::Original, Some(1000), Excess::Refuse);
    assert_eq!(is_kept(small, 5000, 1, &side, &limits()), Ok(true));
    let jpeg = settings(Encoding::Jpeg, None, Excess::Refuse);
    assert_eq!(is_kept(small, 5000, 1, &jpeg, &limits()), Ok(false));
    assert_eq!(jpeg_size(&cell(ImageFormat::Png, 1000, 10), &jpeg), (1000, 10));
    let side = settings(Encoding::Original, Some(512), Excess::Refuse);
    assert_eq!(is_kept(info(Format::Bmp, 2000, 1000), 9000, 1, &side, &limits()), Ok(false));
    let side = settings(Encoding::Original, Some(64), Excess::Refuse);
    assert_eq!(jpeg_size(&cell(ImageFormat::Bmp, 200, 100), &side), (64, 32));
}

#[test]
fn images_of_a_question_share_the_request() {
    let keep = settings(Encoding::Original, None, Excess::Refuse);
    let request = PictureLimits { request_bytes: Some((64 << 10) + 6000), ..limits() };
    let kept = |bytes, pictures, limits| is_kept(info(Format::Png, 10, 10), bytes, pictures, &keep, limits);
    for (pictures, limit) in [(1, 5000), (2, 3000), (3, 2000)] {
        assert_eq!(kept(limit, pictures, &request), Ok(true));
        let too_heavy = SendImageError::TooHeavy { bytes: limit + 1, limit };
        assert_eq!(kept(limit + 1, pictures, &request), Err(too_heavy));
    }
    assert_eq!(kept(u64::MAX, 1, &PictureLimits::default()), Ok(true));
}

#[test]
fn limits_are_met_or_the_image_is_refused() {
    let refuse = settings(Encoding::Original, None, Excess::Refuse);
    let resize = settings(Encoding::Original, None, Excess::Resize);
    let too_long = SendImageError::TooLong { width: 1001, height: 500, limit: 1000 };
    let too_heavy = SendImageError::TooHeavy { bytes: 5001, limit: 5000 };
    let not_taken = SendImageError::FormatNotTaken { format: "BMP".to_owned() };
    let cases = [
        (info(Format::Png, 1001, 500), 9, too_long),
        (info(Format::Png, 100, 50), 5001, too_heavy),
        (info(Format::Bmp, 100, 50), 9, not_taken),
    ];
    for (info, bytes, error) in cases {
        assert_eq!(is_kept(info, bytes, 1, &refuse, &limits()), Err(error));
        assert_eq!(is_kept(info, bytes, 1, &resize, &limits()), Ok(false));
    }
    assert_eq!(jpeg_size(&cell(ImageFormat::Png, 1001, 5), &resize), (1000, 5));
    let heavy = cell(ImageFormat::Png, 100, 50);
    assert!(heavy.len() > 5000, "{}", heavy.len());
    assert_eq!(jpeg_size(&heavy, &resize), (100, 50));
    assert_eq!(jpeg_size(&cell(ImageFormat::Bmp, 100, 50), &resize), (100, 50));
}
