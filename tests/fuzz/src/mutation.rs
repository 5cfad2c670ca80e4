//! Random changes of an input.

use std::io::{Cursor, Read, Write};

use fastrand::Rng;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::Input;

/// Inputs do not grow beyond this.
const LONGEST: usize = 1 << 20;

/// What the formats are made of.
const TOKENS: [&[u8]; 48] = [
    b"\n",
    b"\r",
    b"\r\n",
    b"\t",
    b",",
    b";",
    b"\"",
    b"\"\"",
    b"'",
    b"\0",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\xC3",
    b"\xED\xA0\x80",
    b"\xF0\x9F\xAB\x80",
    b"[",
    b"]",
    b"{",
    b"}",
    b"[]",
    b"{}",
    b":",
    b"null",
    b"NaN",
    b"-Infinity",
    b"true",
    b"1e400",
    b"-0.0",
    b"18446744073709551616.0",
    b"\\ud800",
    b"\\u0000",
    b"index",
    b"prediction",
    b"question",
    b"answer",
    b"_x000D_",
    b"x005F_",
    b"<a>",
    b"</a>",
    b"<c t=\"s\"><v>",
    b"</v></c>",
    b"<row r=\"1048576\">",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"&#x10FFFF;",
    b"&amp;",
    b"data: [DONE]\n\n",
];

/// Numbers at the ends of their types.
const NUMBERS: [&str; 12] = [
    "0",
    "-1",
    "1",
    "255",
    "65536",
    "2147483648",
    "4294967295",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551616",
    "170141183460469231731687303715884105728",
    "1e308",
];

const EXTENSIONS: [&str; 8] = ["xlsx", "csv", "tsv", "json", "jsonl", "pkl", "xls", "txt"];

/// Changes an input in one to four places; `other` lends pieces of itself.
pub(crate) fn mutate(rng: &mut Rng, input: &Input, other: &[u8]) -> Input {
    let mut changed = input.clone();
    if rng.u8(..) < 8 {
        let stem = input.name.rsplit_once('.').map(|(stem, _)| stem);
        changed.name = stem.map_or(input.name.clone(), |stem| format!("{stem}.{}", EXTENSIONS[rng.usize(..8)]));
    }
    if input.bytes.starts_with(b"PK\x03\x04")
        && rng.u8(..) < 224
        && let Some(bytes) = mutate_member(rng, &input.bytes, other)
    {
        changed.bytes = bytes;
        return changed;
    }
    mutate_bytes(rng, &mut changed.bytes, other);
    changed
}

fn mutate_bytes(rng: &mut Rng, bytes: &mut Vec<u8>, other: &[u8]) {
    for _ in 0..rng.usize(1..=4) {
        mutate_once(rng, bytes, other);
    }
    bytes.truncate(LONGEST);
}

fn mutate_once(rng: &mut Rng, bytes: &mut Vec<u8>, other: &[u8]) {
    let at = rng.usize(..=bytes.len());
    let end = (at + length(rng)).min(bytes.len());
    match rng.u8(..10) {
        0 => replace(bytes, at, at, &[rng.u8(..)]),
        1 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << rng.u8(..8);
            }
        }
        2 => replace(bytes, at, end, &[]),
        3 => replace(bytes, at, at, TOKENS[rng.usize(..TOKENS.len())]),
        4 => replace(bytes, at, end, TOKENS[rng.usize(..TOKENS.len())]),
        5 => {
            // Many times the same: depth, width, length.
            let piece = bytes[at..end].to_vec();
            let times = if rng.u8(..) < 16 { rng.usize(..5_000) } else { rng.usize(..8) };
            replace(bytes, at, at, &piece.repeat(times.min(LONGEST / piece.len().max(1))));
        }
        6 => {
            let from = rng.usize(..=other.len());
            let piece = &other[from..(from + length(rng)).min(other.len())];
            replace(bytes, at, if rng.bool() { at } else { end }, piece);
        }
        7 => {
            let digits = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let start = bytes[at..].iter().position(u8::is_ascii_digit).map_or(bytes.len(), |from| at + from);
            let end = start + digits(&bytes[start..]);
            replace(bytes, start, end, NUMBERS[rng.usize(..NUMBERS.len())].as_bytes());
        }
        8 => bytes.truncate(at),
        _ => {
            let to = rng.usize(..=bytes.len() - (end - at));
            let piece: Vec<u8> = bytes.drain(at..end).collect();
            replace(bytes, to, to, &piece);
        }
    }
}

/// Mostly short, now and then long.
fn length(rng: &mut Rng) -> usize {
    match rng.u8(..8) {
        0 => rng.usize(..4_096),
        1 | 2 => rng.usize(..256),
        _ => rng.usize(..16),
    }
}

fn replace(bytes: &mut Vec<u8>, start: usize, end: usize, with: &[u8]) {
    bytes.splice(start..end, with.iter().copied());
}

/// Changes a file within a zip container, whose checksums would betray changes of its bytes.
fn mutate_member(rng: &mut Rng, bytes: &[u8], other: &[u8]) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let chosen = rng.usize(..archive.len().max(1));
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for member in 0..archive.len().min(64) {
        let file = archive.by_index(member).ok()?;
        let name = file.name().ok()?.into_owned();
        let mut content = Vec::new();
        file.take(LONGEST as u64).read_to_end(&mut content).ok()?;
        if member == chosen {
            mutate_bytes(rng, &mut content, other);
        }
        writer.start_file(name, SimpleFileOptions::default()).ok()?;
        writer.write_all(&content).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}
