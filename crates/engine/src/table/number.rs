//! Whole numbers as pandas reads them from text.

/// What pandas' integer parser makes of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Integer {
    /// A number that fits into 128 bits.
    Fits(i128),
    /// An integer literal beyond that.
    Overflow,
    /// No integer literal.
    Invalid,
}

/// An optional sign and digits, with ASCII white space around them.
pub(super) fn integer(text: &str) -> Integer {
    let text = trim(text);
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Integer::Invalid;
    }
    text.parse().map_or(Integer::Overflow, Integer::Fits)
}

/// Without C's `isspace` characters at both ends.
fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\u{b}', '\u{c}', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers() {
        for (text, number) in [("5", 5), (" +5", 5), ("-5\t", -5), ("\u{b}007", 7), ("18446744073709551616", 1 << 64)] {
            assert_eq!(integer(text), Integer::Fits(number), "{text:?}");
        }
        for text in ["", "+", "- 5", "--1", "1 2", "1_000", "0x10", "1\u{a0}", "1.0", "５"] {
            assert_eq!(integer(text), Integer::Invalid, "{text:?}");
        }
        assert_eq!(integer(&"9".repeat(50)), Integer::Overflow);
    }
}
