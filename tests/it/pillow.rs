//! Tiny images of every kind, beside the pixels that Pillow reads of them: `tests/pictures/`.
#![expect(clippy::unwrap_used, reason = "a test's helpers may panic, too")]

use std::fs;
use std::io::Cursor;
use std::path::Path;

use engine::endpoint::PictureLimits;
use engine::image::{Format, Limits, PictureNote, decode, is_cmyk, is_surely_upright, opaque_png, proven, sniff};
use engine::run::{PictureSettings, prepare};
use image::metadata::Orientation;
use image::{ImageDecoder, ImageReader};
use serde::Deserialize;

/// An image and what Pillow reads of it.
#[derive(Deserialize)]
struct Case {
    name: String,
    file: String,
    tolerance: u8,
    rgb: Option<String>,
    width: Option<u32>,
    height: Option<u32>,
    mode: Option<String>,
    frames: Option<u32>,
    orientation: Option<u8>,
    opaque: Option<bool>,
}

fn cases() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures/pictures.jsonl");
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn bytes(base64: &str) -> Vec<u8> {
    base64_simd::STANDARD.decode_to_vec(base64).unwrap()
}

/// Greatest difference of two lists of values.
fn difference(ours: &[u8], pillows: &[u8]) -> u8 {
    assert_eq!(ours.len(), pillows.len());
    ours.iter().zip(pillows).map(|(ours, pillows)| ours.abs_diff(*pillows)).max().unwrap_or_default()
}

#[test]
fn pixels_are_those_that_pillow_reads() {
    let mut faults = Vec::new();
    for case in cases() {
        match (decode(&bytes(&case.file), &Limits::default()), &case.rgb) {
            (Ok(picture), Some(rgb)) => {
                assert_eq!(Some((picture.width(), picture.height())), case.width.zip(case.height), "{}", case.name);
                let difference = difference(picture.to_rgb8().as_raw(), &bytes(rgb));
                if difference > case.tolerance {
                    faults.push(format!("{}: differs by {difference}", case.name));
                }
            }
            (Ok(_), None) => faults.push(format!("{}: Pillow does not read it", case.name)),
            (Err(error), Some(_)) => faults.push(format!("{}: {error}", case.name)),
            (Err(_), None) => {}
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What is to be told of a picture that Pillow reads so.
fn expected_notes(case: &Case) -> Vec<PictureNote> {
    let mode = case.mode.as_deref().unwrap_or_default();
    let turned = turned(case).map(|orientation| PictureNote::Turned { orientation });
    let has_damaged_end = ["without", "with half", "with its last", "cut", "wrong", "two checksums", "zeros"];
    let has_an_end = case.name.starts_with("png") || case.name.starts_with("gif");
    let is_damaged = has_an_end && has_damaged_end.iter().any(|part| case.name.contains(part));
    let others = [
        (mode == "CMYK", PictureNote::Cmyk),
        (mode == "I;16", PictureNote::DeepGrey),
        (is_damaged, PictureNote::DamagedEnd),
        (case.frames > Some(1), PictureNote::FirstOfSeveral),
        (case.opaque == Some(false), PictureNote::Transparent),
    ];
    turned.into_iter().chain(others.into_iter().filter_map(|(is_so, note)| is_so.then_some(note))).collect()
}

/// One that reads only what follows the rules, and knows of orientations.
fn strict_decoder(bytes: &[u8]) -> impl ImageDecoder {
    ImageReader::new(Cursor::new(bytes.to_vec())).with_guessed_format().unwrap().into_decoder().unwrap()
}

#[test]
fn what_is_shown_are_the_stored_pixels_for_any_viewer() {
    for case in cases() {
        let Some(rgb) = &case.rgb else { continue };
        let file = bytes(&case.file);
        let shown = proven(&file, &Limits::default()).unwrap();
        let mut decoder = strict_decoder(&shown.bytes);
        assert_eq!(decoder.orientation().unwrap(), Orientation::NoTransforms, "{}", case.name);
        assert_eq!(decoder.icc_profile().unwrap(), None, "{}", case.name);
        let picture = image::DynamicImage::from_decoder(decoder).unwrap();
        assert!(difference(picture.to_rgb8().as_raw(), &bytes(rgb)) <= case.tolerance, "{}", case.name);
        assert_eq!((shown.info.width, shown.info.height), (picture.width(), picture.height()), "{}", case.name);
        assert_eq!(shown.notes, expected_notes(&case), "{}", case.name);
    }
}

#[test]
fn models_in_the_browser_get_the_stored_pixels() {
    for case in cases() {
        let png = opaque_png(&bytes(&case.file), &Limits::default());
        assert_eq!(png.is_ok(), case.rgb.is_some(), "{}", case.name);
        let (Ok(png), Some(rgb)) = (png, &case.rgb) else { continue };
        let mut decoder = strict_decoder(&png);
        assert_eq!(decoder.orientation().unwrap(), Orientation::NoTransforms, "{}", case.name);
        let picture = image::DynamicImage::from_decoder(decoder).unwrap();
        assert_eq!(Some((picture.width(), picture.height())), case.width.zip(case.height), "{}", case.name);
        assert!(!picture.color().has_alpha(), "{}", case.name);
        assert!(difference(picture.to_rgb8().as_raw(), &self::bytes(rgb)) <= case.tolerance, "{}", case.name);
    }
}

/// The orientation that viewers obey, where there is one.
fn turned(case: &Case) -> Option<u8> {
    case.orientation.filter(|orientation| (2..=8).contains(orientation))
}

#[test]
fn runs_send_a_picture_without_its_orientation_and_else_as_it_is() {
    for case in cases().iter().filter(|case| case.rgb.is_some()) {
        let text = case.file.as_bytes();
        let sent = prepare(text, 1, &PictureSettings::default(), &PictureLimits::default()).unwrap();
        assert!(!sent.is_changed);
        if turned(case).is_none() {
            assert_eq!(sent.base64, text, "{}", case.name);
            continue;
        }
        let bytes = base64_simd::STANDARD.decode_to_vec(&sent.base64).unwrap();
        assert_eq!(strict_decoder(&bytes).orientation().unwrap(), Orientation::NoTransforms, "{}", case.name);
        let picture = decode(&bytes, &Limits::default()).unwrap();
        let difference = difference(picture.to_rgb8().as_raw(), &self::bytes(case.rgb.as_ref().unwrap()));
        assert!(difference <= case.tolerance, "{}", case.name);
    }
}

#[test]
fn an_orientation_is_never_overlooked_in_what_is_read_of_a_file() {
    // Characters of base64; the header of a WebP is always among those that are read.
    const LEAST: usize = 48;
    for case in cases().iter().filter(|case| case.rgb.is_some()) {
        let text = case.file.as_bytes();
        let Some(format @ (Format::Png | Format::Jpeg | Format::WebP)) = sniff(&bytes(&case.file)) else { continue };
        assert_eq!(is_surely_upright(format, text, None), turned(case).is_none(), "{}", case.name);
        for cut in (LEAST..text.len()).step_by(4) {
            // Both parts overlap: nothing is as long as the start of a file that is read.
            let end = &text[cut - 12..];
            let is_sure = is_surely_upright(format, &text[..cut], Some(end));
            assert!(!is_sure || turned(case).is_none(), "{} cut at {cut}", case.name);
        }
    }
}

#[test]
fn what_vlmevalkit_cannot_save_is_known_by_its_start() {
    for case in cases().iter().filter(|case| case.rgb.is_some()) {
        let text = case.file.as_bytes();
        let expected = case.mode.as_deref() == Some("CMYK");
        assert_eq!(is_cmyk(text), Some(expected), "{}", case.name);
        for cut in (0..text.len()).step_by(4) {
            assert!(is_cmyk(&text[..cut]).is_none_or(|is_so| is_so == expected), "{} cut at {cut}", case.name);
        }
    }
}
