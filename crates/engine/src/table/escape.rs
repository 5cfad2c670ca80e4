//! `_x000D_`: how spreadsheet programs write what XML cannot hold (`ST_Xstring`, ECMA-376 part 1, 22.9.2.19).

pub(crate) const ESCAPE: usize = "_x000D_".len();

/// openpyxl takes this for a part of an escape and drops it, wherever it stands (`openpyxl.reader.strings`).
pub(crate) const DROPPED: &str = "x005F_";

/// The code that an escape at the start of a text stands for.
pub(crate) fn escaped(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("_x")?.get(..4)?;
    let is_escape =
        text.as_bytes().get(ESCAPE - 1) == Some(&b'_') && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_escape.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}

pub(crate) fn has_escape(text: &str) -> bool {
    text.match_indices("_x").any(|(at, _)| escaped(&text[at..]).is_some())
}

/// The text with the characters that its escapes stand for.
pub(crate) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        plain.push_str(before);
        let length = if let Some(character) = escaped(escape).and_then(char::from_u32) {
            plain.push(character);
            ESCAPE
        } else {
            plain.push_str("_x");
            2
        };
        rest = &escape[length..];
    }
    plain.push_str(rest);
    plain
}

/// Whether XML 1.0 allows the character (production `Char`).
pub(super) fn is_xml_character(character: char) -> bool {
    !matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether spreadsheet programs write the character as an escape: what XML cannot hold, and the carriage return.
pub(crate) fn needs_escape(character: char) -> bool {
    character == '\r' || !is_xml_character(character)
}
