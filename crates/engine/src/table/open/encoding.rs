//! Which encoding a text is in, by its marks and its bytes.
//!
//! UTF-16 is certain: by its mark, or by the zero bytes that a header in ASCII has in it. Which of the many older
//! encodings a text is in is not; only their family can be found by their bytes.

use super::table::TextEncoding;
use crate::pause::Pause;
use crate::table::format::is_binary;

pub(super) const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

const AT_A_TIME: usize = 1 << 20;

/// Bytes in which a header betrays UTF-16.
const HEAD: usize = 64;

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8 {
        has_mark: bool,
    },
    Utf16 {
        /// What it says, without mark.
        text: String,
        has_mark: bool,
        encoding: TextEncoding,
    },
    /// An encoding that is not decoded here.
    Other {
        encoding: TextEncoding,
        /// Offset of the first byte that is not UTF-8.
        byte: usize,
    },
    Binary,
}

pub(super) async fn detect(bytes: &[u8], pause: &dyn Pause) -> Encoding {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => {
            return Encoding::Other { encoding: TextEncoding::Utf32, byte: 0 };
        }
        [0xFF, 0xFE, rest @ ..] => return utf16(rest, TextEncoding::Utf16Le, true, pause).await,
        [0xFE, 0xFF, rest @ ..] => return utf16(rest, TextEncoding::Utf16Be, true, pause).await,
        _ => {}
    }
    match zero_places(bytes) {
        (0, zeros) if zeros > 0 => return utf16(bytes, TextEncoding::Utf16Le, false, pause).await,
        (zeros, 0) if zeros > 0 => return utf16(bytes, TextEncoding::Utf16Be, false, pause).await,
        _ => {}
    }
    if is_binary(bytes) {
        return Encoding::Binary;
    }
    match first_fault(bytes, pause).await {
        None => Encoding::Utf8 { has_mark: bytes.starts_with(UTF8_MARK) },
        Some(byte) if is_mostly_utf8(bytes, pause).await => {
            Encoding::Other { encoding: TextEncoding::BrokenUtf8, byte }
        }
        Some(byte) => Encoding::Other { encoding: family(bytes), byte },
    }
}

/// Offset of the first byte that is not UTF-8.
async fn first_fault(bytes: &[u8], pause: &dyn Pause) -> Option<usize> {
    let mut start = 0;
    for piece in pieces(bytes) {
        if let Err(error) = std::str::from_utf8(piece) {
            return Some(start + error.valid_up_to());
        }
        start += piece.len();
        pause.pause().await;
    }
    None
}

/// Pieces of a text, cut where a character of UTF-8 begins.
fn pieces(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let most = rest.len().min(AT_A_TIME);
        // Bytes 10xxxxxx continue a character; more than three of them are none.
        let begins = |at: &usize| rest.get(*at).is_none_or(|byte| byte & 0xC0 != 0x80);
        let end = (most.saturating_sub(3)..=most).rev().find(begins).unwrap_or(most);
        let (piece, after) = rest.split_at(end);
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

/// How many zero bytes stand at even and at odd places of the head, if nearly all places of one kind hold one.
fn zero_places(bytes: &[u8]) -> (usize, usize) {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let count = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (count(0), count(1));
    let half = head.len() / 2;
    if half > 1 && even.max(odd) * 4 >= half * 3 { (even, odd) } else { (0, 0) }
}

async fn utf16(bytes: &[u8], encoding: TextEncoding, has_mark: bool, pause: &dyn Pause) -> Encoding {
    let unit = if encoding == TextEncoding::Utf16Le { u16::from_le_bytes } else { u16::from_be_bytes };
    let units = bytes.as_chunks().0.iter().map(|pair| unit(*pair));
    let mut text = String::with_capacity(bytes.len());
    for (count, character) in (1..).zip(char::decode_utf16(units)) {
        text.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
        if usize::is_multiple_of(count, AT_A_TIME) {
            pause.pause().await;
        }
    }
    Encoding::Utf16 { text, has_mark, encoding }
}

/// Whether a text is UTF-8 with some broken characters: of the bytes beyond ASCII more are where UTF-8 has them than not.
/// Texts in other encodings have few such sequences.
async fn is_mostly_utf8(bytes: &[u8], pause: &dyn Pause) -> bool {
    let (mut right, mut wrong) = (0_usize, 0_usize);
    for piece in pieces(bytes) {
        for chunk in piece.utf8_chunks() {
            right += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
            match chunk.invalid() {
                [] => {}
                // The beginning of a longer character.
                [_, _, ..] => right += 1,
                // Half a pair of surrogates, as some programs write it, begins with ED; its other bytes follow one by one.
                [0xED] => right += 2,
                [_] => wrong += 1,
            }
        }
        pause.pause().await;
    }
    right > 0 && right >= wrong
}

/// Bytes beyond ASCII come in pairs in the encodings of Chinese, Japanese and Korean, and mostly alone in those of
/// Europe.
fn family(bytes: &[u8]) -> TextEncoding {
    const LOOKED_AT: usize = 1 << 20;
    let head = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let (mut pairs, mut alone) = (0_usize, 0_usize);
    let mut at = 0;
    while let Some(&byte) = head.get(at) {
        if byte < 0x80 {
            at += 1;
            continue;
        }
        match head.get(at + 1) {
            Some(0x80..=0xFE) if byte > 0x80 => {
                pairs += 1;
                at += 2;
            }
            _ => {
                alone += 1;
                at += 1;
            }
        }
    }
    if pairs > alone { TextEncoding::EastAsian } else { TextEncoding::European }
}
