//! Pictures that are cut off, damaged, huge, or no pictures.
#![expect(clippy::unwrap_used, reason = "a test's helpers may panic, too")]

use std::io::Cursor;

use engine::image::{Damage, Format, ImageError, ImageInfo, Limits, inspect};
use image::{DynamicImage, ImageFormat, RgbImage};

const WIDTH: u32 = 61;
const HEIGHT: u32 = 43;

fn picture() -> DynamicImage {
    let noise = |x: u32, y: u32| u8::try_from((x * 7919 + y * 104_729 + x * y * 31) % 256).unwrap();
    DynamicImage::ImageRgb8(RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        image::Rgb([noise(x, y), noise(y, x), noise(x + 9, y)])
    }))
}

fn encoded(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

const FORMATS: [(ImageFormat, Format); 5] = [
    (ImageFormat::Png, Format::Png),
    (ImageFormat::Jpeg, Format::Jpeg),
    (ImageFormat::Gif, Format::Gif),
    (ImageFormat::WebP, Format::WebP),
    (ImageFormat::Bmp, Format::Bmp),
];

#[test]
fn whole_pictures_are_recognised() {
    for (encoder, format) in FORMATS {
        let mut bytes = encoded(encoder);
        let info = ImageInfo { format, width: WIDTH, height: HEIGHT };
        assert_eq!(inspect(&bytes, &Limits::default()), Ok(info));
        bytes.extend(b"what follows the end");
        assert_eq!(inspect(&bytes, &Limits::default()), Ok(info));
    }
}

#[test]
fn pictures_cut_off_anywhere_are_damaged() {
    for (encoder, format) in FORMATS {
        let bytes = encoded(encoder);
        // What Pillow does not miss: checksums and end of a PNG, the last block and the trailer of a GIF, the padding of the
        // last line of a bitmap. All but that is in `pillow.rs`.
        let spare = match format {
            Format::Png => 20,
            Format::Gif | Format::Bmp => 3,
            _ => 0,
        };
        let needed = bytes.len() - spare;
        for length in (12..needed).step_by(37).chain(needed - 12..needed) {
            let result = inspect(&bytes[..length], &Limits::default());
            assert!(
                matches!(result, Err(ImageError::Damaged { damage: Damage::EndsEarly, .. })),
                "{format:?} cut to {length} of {}: {result:?}",
                bytes.len()
            );
        }
    }
}

#[test]
fn damaged_data_of_a_png_is_noticed() {
    let whole = encoded(ImageFormat::Png);
    for at in (60..whole.len() - 20).step_by(101) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        assert!(inspect(&bytes, &Limits::default()).is_err(), "byte {at}");
    }
}

#[test]
fn damage_is_named_without_the_decoders_words() {
    let whole = encoded(ImageFormat::Png);
    let place = |kind: &[u8]| whole.windows(4).position(|window| window == kind).unwrap();
    // A critical chunk that nobody knows, in place of the pixels; and pixels that are no zlib stream.
    let mut unknown = whole.clone();
    unknown[place(b"IDAT")..][..4].copy_from_slice(b"ABCD");
    let mut garbled = whole.clone();
    let data = place(b"IDAT") + 4;
    garbled[data..data + 40].fill(0xFF);
    // More components than any JPEG has.
    let mut header = encoded(ImageFormat::Jpeg);
    let frame = header.windows(2).position(|window| window == b"\xFF\xC0").unwrap();
    header[frame + 9] = 99;
    let cases = [
        (unknown, "PNG", Damage::Header),
        (garbled, "PNG", Damage::Content),
        (header, "JPEG", Damage::Header),
        (whole[..30].to_vec(), "PNG", Damage::EndsEarly),
    ];
    for (bytes, format, damage) in cases {
        let error = inspect(&bytes, &Limits::default()).unwrap_err();
        assert_eq!(error, ImageError::Damaged { format: format.to_owned(), damage });
        assert!(!error.to_string().contains("Error") && !error.to_string().contains('{'), "{error}");
    }
}

#[test]
fn a_small_file_that_claims_four_gigapixels_is_refused() {
    // Checksum of the header chunk as in any PNG of that size.
    let header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff\x08\x06\0\0\0\xb6\x05\xd9\x50";
    let mut bytes = header.to_vec();
    bytes.extend(b"\0\0\0\x01IDAT\x78\0\0\0\0");
    assert_eq!(
        inspect(&bytes, &Limits::default()),
        Err(ImageError::TooManyPixels { width: 65_535, height: 65_535, limit: 100_000_000 })
    );
}

#[test]
fn limits_count_pixels_and_bytes() {
    let bytes = encoded(ImageFormat::Png);
    let pixels = u64::from(WIDTH * HEIGHT);
    let limits = |bytes, pixels| Limits { bytes, pixels };
    assert!(inspect(&bytes, &limits(bytes.len() as u64, pixels)).is_ok());
    assert!(matches!(inspect(&bytes, &limits(bytes.len() as u64, pixels - 1)), Err(ImageError::TooManyPixels { .. })));
    assert!(matches!(inspect(&bytes, &limits(bytes.len() as u64 - 1, pixels)), Err(ImageError::TooManyBytes { .. })));
}

#[test]
fn unknown_and_unsupported_formats_are_named() {
    assert_eq!(
        inspect(b"hello, world", &Limits::default()),
        Err(ImageError::UnknownFormat { start: "68 65 6c 6c 6f 2c 20 77".to_owned() })
    );
    assert!(matches!(inspect(b"", &Limits::default()), Err(ImageError::UnknownFormat { .. })));
    assert_eq!(
        inspect(b"II*\0\x08\0\0\0", &Limits::default()),
        Err(ImageError::UnsupportedFormat { format: "TIFF".to_owned() })
    );
}
