//! Text without case, accents, ligatures and superfluous spaces.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// The text in lower case, without combining marks, forms of letters such as the ligature `ﬁ` and the full-width `Ａ`
/// as the letters they stand for, every run of white space as one space and none at the ends.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

pub(super) fn fold_into(text: &str, folded: &mut String) {
    let start = folded.len();
    for character in text.chars() {
        if character.is_whitespace() {
            if folded.len() > start && !folded.ends_with(' ') {
                folded.push(' ');
            }
        } else {
            fold_character(character, |character| folded.push(character));
        }
    }
    if folded.len() > start && folded.ends_with(' ') {
        folded.pop();
    }
}

/// The folded text with, for each of its bytes, the byte range of the character it comes from.
pub(super) fn folded_with_origins(text: &str) -> (String, Vec<(usize, usize)>) {
    let mut folded = String::with_capacity(text.len());
    let mut origins: Vec<(usize, usize)> = Vec::with_capacity(text.len());
    for (start, character) in text.char_indices() {
        let end = start + character.len_utf8();
        let before = folded.len();
        if character.is_whitespace() {
            if before > 0 && !folded.ends_with(' ') {
                folded.push(' ');
            }
        } else {
            fold_character(character, |character| folded.push(character));
            if folded.len() == before {
                // A mark belongs to the character before it.
                extend_last(&mut origins, start, end);
            }
        }
        origins.resize(folded.len(), (start, end));
    }
    folded.truncate(folded.trim_end_matches(' ').len());
    origins.truncate(folded.len());
    (folded, origins)
}

fn extend_last(origins: &mut [(usize, usize)], start: usize, end: usize) {
    for origin in origins.iter_mut().rev().take_while(|origin| origin.1 == start) {
        origin.1 = end;
    }
}

fn fold_character(character: char, mut take: impl FnMut(char)) {
    if character.is_ascii() {
        take(character.to_ascii_lowercase());
        return;
    }
    let mut fold = |character| {
        decompose_canonical(character, |part| {
            if !is_combining_mark(part) {
                part.to_lowercase().filter(|&part| !is_combining_mark(part)).for_each(&mut take);
            }
        });
    };
    match ligature(character) {
        Some(letters) => letters.chars().for_each(fold),
        None => fold(plain(character)),
    }
}

/// The letters of a Latin ligature. Files made from PDFs have them; no keyboard types them.
fn ligature(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{FB00}' => "ff",
        '\u{FB01}' => "fi",
        '\u{FB02}' => "fl",
        '\u{FB03}' => "ffi",
        '\u{FB04}' => "ffl",
        '\u{FB05}' | '\u{FB06}' => "st",
        _ => return None,
    })
}

/// The character that a full-width one, a raised or lowered digit or the micro sign stands for; others as they are.
/// These are the forms of NFKD that questions and keyboards have; its whole table would take more room in the download
/// than all of the search.
fn plain(character: char) -> char {
    let digit = |zero: u32| char::from_digit(u32::from(character) - zero, 10).unwrap_or(character);
    match character {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        '\u{B2}' | '\u{B3}' => digit(0xB0),
        '\u{B9}' => '1',
        '\u{2070}' | '\u{2074}'..='\u{2079}' => digit(0x2070),
        '\u{2080}'..='\u{2089}' => digit(0x2080),
        '\u{B5}' => '\u{3BC}',
        _ => character,
    }
}

/// Whether a word can begin or end there: between two letters or digits it cannot, unless one is of a script that
/// writes no spaces.
pub(super) fn is_border(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let (Some(before), Some(after)) = (before.chars().next_back(), after.chars().next()) else { return true };
    !(is_part_of_word(before) && is_part_of_word(after))
}

fn is_part_of_word(character: char) -> bool {
    /// From here on stand the scripts of China and Japan; Korean, which has spaces, is folded to letters before.
    const IDEOGRAPHS: char = '\u{2E80}';
    character.is_alphanumeric() && (character < IDEOGRAPHS || ('\u{A000}'..'\u{F900}').contains(&character))
}
