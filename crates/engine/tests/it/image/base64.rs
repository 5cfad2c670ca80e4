use std::borrow::Cow;

use engine::image::ImageError;
use engine::image::base64::{compact, decode, is_plain};

const LIMIT: u64 = 1000;

#[test]
fn white_space_and_stray_bits_are_accepted() {
    for text in ["QUJDRA==", " QUJDRA==\n", "QUJD\r\nRA==", "Q U J D R A = =", "QUJDRB=="] {
        assert_eq!(decode(text.as_bytes(), LIMIT), Ok(b"ABCD".to_vec()), "{text:?}");
    }
}

#[test]
fn plain_text_is_borrowed_and_other_is_made_plain() {
    assert!(matches!(compact(b" QUJDRA==\n"), Ok(Cow::Borrowed(b"QUJDRA=="))));
    for text in ["QUJD\r\nRA==", "Q U J D R A = =", "QUJDRB=="] {
        assert_eq!(compact(text.as_bytes()).unwrap().as_ref(), b"QUJDRA==", "{text:?}");
    }
    assert_eq!(compact(b"QUJD\"RA=="), Err(ImageError::NotBase64 { at: 4 }));
    assert_eq!(compact(b"  "), Err(ImageError::Blank));
}

#[test]
fn one_bad_character_anywhere_spoils_a_plain_text() {
    let is_plain_in_pieces = |text: &[u8], length: usize| {
        let last = text.len().div_ceil(length) - 1;
        text.chunks(length).enumerate().all(|(number, piece)| is_plain(piece, number == last))
    };
    let plain = format!("{}RA==", "QUJD".repeat(63)).into_bytes();
    for length in [4, 64, 100, 256] {
        assert!(is_plain_in_pieces(&plain, length), "{length}");
        for at in 0..plain.len() {
            for bad in [b'"', b'\\', b'\n', b' ', b'-', 0, 0xff] {
                let mut text = plain.clone();
                text[at] = bad;
                assert!(!is_plain_in_pieces(&text, length), "{bad} at {at} in pieces of {length}");
            }
        }
        for at in 0..plain.len() - 4 {
            let mut text = plain.clone();
            text[at] = b'=';
            assert!(!is_plain_in_pieces(&text, length), "padding at {at} in pieces of {length}");
        }
    }
    assert!(!is_plain(b"QUJDRB==", true) && !is_plain(b"QUJDRA", true) && !is_plain(b"QUJDRA", false));
}

#[test]
fn the_first_bad_character_is_named() {
    let cases = [
        ("QUJD*A==", 4),
        ("QUJD\n*A==", 5),
        ("QUJDRA", 6),
        ("QUJDRA=", 7),
        ("QUJDR===", 5),
        ("QU==JDRA", 2),
        ("QUJDRA===", 6),
        ("=QUJ", 0),
        ("QUJ\u{e9}RA==", 3),
        ("QUJDR-A_", 5),
    ];
    for (text, at) in cases {
        assert_eq!(decode(text.as_bytes(), LIMIT), Err(ImageError::NotBase64 { at }), "{text:?}");
    }
    let mut long = "A".repeat(4000);
    long.replace_range(3777..3778, "?");
    assert_eq!(decode(long.as_bytes(), 4000), Err(ImageError::NotBase64 { at: 3777 }));
}

#[test]
fn blank_and_huge_cells_are_refused() {
    assert_eq!(decode(b" \n", LIMIT), Err(ImageError::Blank));
    assert_eq!(decode(b"", LIMIT), Err(ImageError::Blank));
    let text = "A".repeat(4 * 400);
    assert_eq!(decode(text.as_bytes(), LIMIT), Err(ImageError::TooManyBytes { bytes: 1200, limit: LIMIT }));
    assert_eq!(decode(text.as_bytes(), 1199), Err(ImageError::TooManyBytes { bytes: 1200, limit: 1199 }));
    assert!(decode(text.as_bytes(), 1200).is_ok());
}
