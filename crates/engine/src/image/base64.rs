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
    let trimmed = not_blank(text)?;
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

/// The base64 text without white space and unused bits, fit to stand between quotes; borrowed where it is so already.
pub fn compact(text: &[u8]) -> Result<Cow<'_, [u8]>, ImageError> {
    let trimmed = not_blank(text)?;
    if base64_simd::STANDARD.check(trimmed).is_ok() {
        return Ok(Cow::Borrowed(trimmed));
    }
    let bytes = decode_spaced(text)?;
    Ok(Cow::Owned(base64_simd::STANDARD.encode_to_string(bytes).into_bytes()))
}

/// Whether a piece of a text is base64 without white space and unused bits, fit to stand between quotes. Every piece but
/// the last has a multiple of four characters.
pub fn is_plain(piece: &[u8], is_last: bool) -> bool {
    // Padding in the middle would be missed where each piece counted as a text of its own.
    let alphabet = if is_last { base64_simd::STANDARD } else { base64_simd::STANDARD_NO_PAD };
    piece.len().is_multiple_of(4) && alphabet.check(piece).is_ok()
}

fn not_blank(text: &[u8]) -> Result<&[u8], ImageError> {
    Some(text.trim_ascii()).filter(|text| !text.is_empty()).ok_or(ImageError::Blank)
}

/// Ignores the unused bits of the last character, as Python does. Of the two crates only this one, the slower, can do so
/// and names the first bad character.
const LENIENT: GeneralPurpose =
    GeneralPurpose::new(&STANDARD, GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true));

/// Decodes text that is not plain base64: broken into lines, with unused bits at the end, or damaged.
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
