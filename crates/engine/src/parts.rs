//! Datasets that come in several files, as `NAME_part_1.tsv` and `NAME_part_2.tsv`: which belong together, and their order.

use std::collections::BTreeSet;

use super::official::TEST_PARTS;

/// Greatest number of a part.
const LARGEST: u32 = 1000;

/// The name that the parts of a dataset share, and the part's number, where a file is named as a part.
///
/// A browser's ` (1)` before the extension, as of a file downloaded twice, does not matter.
pub fn part_of(file: &str) -> Option<(&str, u32)> {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let stem = match stem.rsplit_once(" (") {
        Some((before, copy)) if copy.strip_suffix(')').is_some_and(|copy| copy.parse::<u32>().is_ok()) => before,
        _ => stem,
    };
    let (name, number) = stem.rsplit_once("_part_")?;
    let number = number.parse().ok().filter(|number| (1..=LARGEST).contains(number))?;
    Some((name, number))
}

/// Whether two files are parts of the same dataset, or the same part.
pub fn belong_together(a: &str, b: &str) -> bool {
    let name = |file| part_of(file).map(|(name, _)| name);
    name(a).is_some() && name(a) == name(b)
}

/// Whether two files are the same part of the same dataset.
pub fn are_the_same(a: &str, b: &str) -> bool {
    part_of(a).is_some() && part_of(a) == part_of(b)
}

/// Whether two files are named as pieces of one file: alike except for the last few letters or digits.
pub fn are_pieces_of_one(a: &str, b: &str) -> bool {
    const SUFFIX: usize = 4;
    let shared = a.bytes().zip(b.bytes()).take_while(|(one, other)| one == other).count();
    a != b && a.len() == b.len() && shared + SUFFIX >= a.len()
}

/// Names of the missing parts: those below the greatest number there is, of TEST all of its eleven.
pub fn missing<'f>(files: impl Iterator<Item = &'f str> + Clone) -> Vec<String> {
    let Some(parts) = files.map(part_of).collect::<Option<Vec<_>>>() else { return Vec::new() };
    let Some(&(name, _)) = parts.first() else { return Vec::new() };
    let there: BTreeSet<u32> = parts.iter().filter(|(other, _)| *other == name).map(|&(_, number)| number).collect();
    let greatest = there.last().copied().unwrap_or_default();
    let last = if name == TEST_PARTS.0 { TEST_PARTS.1.max(greatest) } else { greatest };
    (1..=last).filter(|number| !there.contains(number)).map(|number| format!("{name}_part_{number}.tsv")).collect()
}

/// The key that puts part 2 before part 10 when names are sorted by it: runs of digits as numbers, each with the text
/// behind it.
pub fn natural_key(name: &str) -> Vec<(Option<u64>, String)> {
    let is_digit = |character: char| character.is_ascii_digit();
    let mut key = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let digits = rest.find(|character| !is_digit(character)).unwrap_or(rest.len());
        let (number, after) = rest.split_at(digits);
        let (text, after) = after.split_at(after.find(is_digit).unwrap_or(after.len()));
        key.push((number.parse().ok(), text.to_owned()));
        rest = after;
    }
    key
}
