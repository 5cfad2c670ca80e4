//! Base64 text of a cell to bytes.

use std::borrow::Cow;

use base64::alphabet::STANDARD;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};
use base64::{DecodeError, Engine as _};

use super::ImageError;

/// Decodes base64 with padding; ASCII white space may stand anywhere.
///
/// Python's `b64decode`, which VLMEvalKit uses, skips any character that is not of the alphabet and so hides damage;
/// here such characters are errors. As in Python, the unused bits of the last character may be anything.
///
/// # Errors
/// [`ImageError::Blank`], [`ImageError::TooManyBytes`] where the result would exceed `limit` bytes, or
/// [`ImageError::NotBase64`] with the place of the first bad character.
pub fn decode(text: &[u8], limit: u64) -> Result<Vec<u8>, ImageError> {
    let trimmed = text.trim_ascii();
    if trimmed.is_empty() {
        return Err(ImageError::Blank);
    }
    let bytes = trimmed.len() as u64 / 4 * 3;
    // Line breaks take up to one character in 64.
    if bytes > limit.saturating_add(limit / 32) {
        return Err(ImageError::TooManyBytes { bytes, limit });
    }
    let decoded = match base64_simd::STANDARD.decode_to_vec(trimmed) {
        Ok(decoded) => decoded,
        Err(_) => decode_spaced(text)?,
    };
    if decoded.len() as u64 > limit {
        return Err(ImageError::TooManyBytes { bytes: decoded.len() as u64, limit });
    }
    Ok(decoded)
}

/// The same base64 text without white space and stray bits, ready to be quoted; borrowed where it is so already.
///
/// # Errors
/// As [`decode`].
pub fn compact(text: &[u8]) -> Result<Cow<'_, [u8]>, ImageError> {
    let trimmed = text.trim_ascii();
    if trimmed.is_empty() {
        return Err(ImageError::Blank);
    }
    if base64_simd::STANDARD.check(trimmed).is_ok() {
        return Ok(Cow::Borrowed(trimmed));
    }
    let bytes = decode_spaced(text)?;
    Ok(Cow::Owned(base64_simd::STANDARD.encode_to_string(bytes).into_bytes()))
}

/// Whether a text, seen a piece at a time, is base64 and nothing else: no white space, no stray bits, so that it can stand
/// between quotes as it is. Every piece but the last has a multiple of four characters.
pub fn is_plain(piece: &[u8], is_last: bool) -> bool {
    // Padding in the middle would be missed where each piece counted as a text of its own.
    let alphabet = if is_last { base64_simd::STANDARD } else { base64_simd::STANDARD_NO_PAD };
    piece.len().is_multiple_of(4) && alphabet.check(piece).is_ok()
}

/// As Python, does not mind the unused bits of the last character.
const LENIENT: GeneralPurpose =
    GeneralPurpose::new(&STANDARD, GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true));

/// Decodes text that is not plain base64: broken into lines, with stray bits at the end, or damaged.
fn decode_spaced(text: &[u8]) -> Result<Vec<u8>, ImageError> {
    let is_character = |byte: &u8| !byte.is_ascii_whitespace();
    let compact: Vec<u8> = text.iter().copied().filter(is_character).collect();
    let place_in_text = |place: usize| {
        let mut places = (0..text.len()).filter(|at| is_character(&text[*at]));
        places.nth(place).unwrap_or(text.len()) as u64
    };
    LENIENT.decode(compact).map_err(|error| match error {
        DecodeError::InvalidByte(place, _) | DecodeError::InvalidLastSymbol(place, _) => {
            ImageError::NotBase64 { at: place_in_text(place) }
        }
        DecodeError::InvalidLength(_) | DecodeError::InvalidPadding => ImageError::NotBase64 { at: text.len() as u64 },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
