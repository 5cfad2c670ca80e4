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

/// An optional sign and digits, with ASCII white space around them. Digits that exceed 64 bits are an overflow whatever
/// follows them: pandas' `str_to_int64` and `str_to_uint64` look no further.
pub(super) fn integer(text: &str) -> Integer {
    let text = trim(text);
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let digits = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return Integer::Invalid;
    }
    let number = text.get(..text.len() - unsigned.len() + digits).and_then(|number| number.parse::<i128>().ok());
    match number {
        Some(number) if digits == unsigned.len() => Integer::Fits(number),
        Some(number) if (i128::from(i64::MIN)..=i128::from(u64::MAX)).contains(&number) => Integer::Invalid,
        _ => Integer::Overflow,
    }
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
        assert_eq!(integer("18446744073709551615.5"), Integer::Invalid);
        for text in ["9".repeat(50), "18446744073709551616.0".to_owned(), "-9223372036854775809e1".to_owned()] {
            assert_eq!(integer(&text), Integer::Overflow, "{text}");
        }
    }
}
