//! What sentences about failures have in common.

use crate::format::integer;
use engine::position::Position;

/// A position in words: `{file}`, `{record}` and `{byte}` filled; `{n}` in `unnamed` where the file's name is unknown.
pub(super) fn place(pattern: &str, unnamed: &str, position: Position, parts: &[String]) -> String {
    let file = part_name(unnamed, position.part, parts);
    let (record, byte) = (integer(position.record), integer(position.byte));
    super::fill(pattern, &[("file", &file), ("record", &record), ("byte", &byte)])
}

/// The name of a file part, or `unnamed` with its number.
pub(super) fn part_name(unnamed: &str, part: u32, parts: &[String]) -> String {
    let name = usize::try_from(part).ok().and_then(|part| parts.get(part));
    name.cloned().unwrap_or_else(|| super::fill(unnamed, &[("n", &integer(u64::from(part) + 1))]))
}

/// Names in a row, shortened where they are many.
pub(super) fn list(names: &[String], separator: &str) -> String {
    const SHOWN: usize = 12;
    let mut text = names.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(separator);
    if names.len() > SHOWN {
        text.push_str(separator);
        text.push('…');
    }
    text
}
