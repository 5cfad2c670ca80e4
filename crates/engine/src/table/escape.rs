//! `_x000D_`: how spreadsheet programs write what XML cannot hold (`ST_Xstring`, ECMA-376 part 1, 22.9.2.19).

/// Length of an escape.
pub(crate) const ESCAPE: usize = "_x000D_".len();

/// The code that an escape at the start of a text stands for.
pub(crate) fn escaped(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("_x")?.get(..4)?;
    let is_escape =
        text.as_bytes().get(ESCAPE - 1) == Some(&b'_') && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_escape.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}

/// Whether an escape stands in a text.
pub(crate) fn has_escape(text: &str) -> bool {
    text.match_indices("_x").any(|(at, _)| escaped(&text[at..]).is_some())
}

/// Whether spreadsheet programs write the character as an escape: what XML cannot hold, and the carriage return.
pub(crate) fn needs_escape(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_has_four_digits() {
        assert_eq!(escaped("_x000D_ and more"), Some(0xD));
        for text in ["_x+00D_", "_x00_", "_x000D", "_x00é_", "x000D_", "_x00g0_"] {
            assert_eq!(escaped(text), None, "{text}");
        }
        assert!(has_escape("a_x_x000d_") && !has_escape("_x_x_x"));
    }
}
