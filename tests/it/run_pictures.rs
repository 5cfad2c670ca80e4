//! Pictures as runs send them, beside those that Pillow makes.
//!
//! `tests/run_pictures/*-pillow-128.jpg` were made by Pillow 13.0.0 as VLMEvalKit's wrappers do: conversion to RGB of
//! pictures with palette or transparency, `thumbnail((128, 128))`, `save(format='JPEG')`.
#![expect(clippy::unwrap_used, reason = "a test's helpers may panic, too")]

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use engine::endpoint::PictureLimits;
use engine::image::{Format, ImageError};
use engine::run::{Encoding, Excess, PictureSettings, PreparedPicture, SendImageError, prepare};

fn file(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/run_pictures").join(name)).unwrap()
}

fn cell(name: &str) -> Vec<u8> {
    base64_simd::STANDARD.encode_to_string(file(name)).into_bytes()
}

fn jpeg(longest_side: Option<u32>) -> PictureSettings {
    PictureSettings { encoding: Encoding::Jpeg, longest_side, excess: Excess::Refuse }
}

fn pixels(bytes: &[u8]) -> image::RgbImage {
    image::load_from_memory(bytes).unwrap().to_rgb8()
}

fn decoded(picture: &PreparedPicture) -> Vec<u8> {
    base64_simd::STANDARD.decode_to_vec(&picture.base64).unwrap()
}

#[test]
fn scaled_pictures_are_close_to_pillows() {
    // Pillow halves the resolution of colours, which alone makes 3.2 in the picture with a palette.
    for (mode, most) in [("rgba", 1.6), ("l", 0.2), ("p", 3.3)] {
        let cell = cell(&format!("{mode}.png"));
        let picture = prepare(&cell, 1, &jpeg(Some(128)), &PictureLimits::default()).unwrap();
        assert_eq!((picture.format, picture.width, picture.height, picture.is_changed), (Format::Jpeg, 128, 85, true));
        let ours = pixels(&decoded(&picture));
        let pillows = pixels(&file(&format!("{mode}-pillow-128.jpg")));
        assert_eq!(ours.dimensions(), pillows.dimensions());
        let differences: Vec<u32> =
            ours.iter().zip(pillows.iter()).map(|(ours, other)| u32::from(ours.abs_diff(*other))).collect();
        let sum: u32 = differences.iter().sum();
        let mean = f64::from(sum) / f64::from(u32::try_from(differences.len()).unwrap());
        assert!(mean < most, "{mode}: they differ by {mean} of 255 on average");
    }
}

#[test]
fn grey_pictures_stay_grey() {
    let cell = cell("l.png");
    let picture = prepare(&cell, 1, &jpeg(None), &PictureLimits::default()).unwrap();
    assert_eq!(image::load_from_memory(&decoded(&picture)).unwrap().color(), image::ColorType::L8);
}

#[test]
fn originals_are_sent_as_they_are() {
    let plain = cell("rgba.png");
    let settings = PictureSettings::default();
    let picture = prepare(&plain, 1, &settings, &PictureLimits::default()).unwrap();
    assert!(matches!(picture.base64, Cow::Borrowed(text) if text == plain));
    assert_eq!((picture.format, picture.width, picture.height), (Format::Png, 300, 200));
    let spaced: Vec<u8> = plain.chunks(76).flat_map(|line| [line, b"\r\n"].concat()).collect();
    let picture = prepare(&spaced, 1, &settings, &PictureLimits::default()).unwrap();
    assert_eq!((picture.base64.as_ref(), picture.is_changed), (plain.as_slice(), false));
}

#[test]
fn a_quote_in_the_middle_is_told_with_its_place() {
    let mut cell = cell("rgba.png");
    let at = cell.len() / 2;
    cell[at] = b'"';
    let refused = prepare(&cell, 1, &PictureSettings::default(), &PictureLimits::default());
    assert_eq!(refused, Err(SendImageError::Image(ImageError::NotBase64 { at: at as u64 })));
}

#[test]
fn heavy_pictures_shrink_until_they_fit() {
    let cell = cell("rgba.png");
    let resize = PictureSettings { excess: Excess::Resize, ..PictureSettings::default() };
    for limit in [1400, 1000] {
        let limits = PictureLimits { base64_bytes: Some(limit), ..PictureLimits::default() };
        let picture = prepare(&cell, 1, &resize, &limits).unwrap();
        assert!(picture.base64.len() as u64 <= limit && picture.width < 300, "{limit}: {}", picture.width);
        let refused = prepare(&cell, 1, &PictureSettings::default(), &limits);
        assert_eq!(refused, Err(SendImageError::TooHeavy { bytes: cell.len() as u64, limit }));
    }
    let limits = PictureLimits { base64_bytes: Some(10), ..PictureLimits::default() };
    assert!(matches!(prepare(&cell, 1, &resize, &limits), Err(SendImageError::TooHeavy { limit: 10, .. })));
}

#[test]
fn what_is_no_picture_is_refused() {
    let settings = PictureSettings::default();
    let limits = PictureLimits::default();
    let mut cut = cell("rgba.png");
    cut.truncate(400);
    let damaged = prepare(&cut, 1, &jpeg(None), &limits).unwrap_err();
    assert!(matches!(damaged, SendImageError::Image(ImageError::Damaged { .. })), "{damaged:?}");
    let quoted = prepare(b"iVBORw0KGgo\"}]", 1, &settings, &limits);
    assert_eq!(quoted, Err(SendImageError::Image(ImageError::NotBase64 { at: 11 })));
    assert_eq!(prepare(b" ", 1, &settings, &limits), Err(SendImageError::Image(ImageError::Blank)));
    let text = base64_simd::STANDARD.encode_to_string("no picture");
    let unknown = prepare(text.as_bytes(), 1, &settings, &limits).unwrap_err();
    assert!(matches!(unknown, SendImageError::Image(ImageError::UnknownFormat { .. })), "{unknown:?}");
}
