//! Numbers as pandas reads them from text.

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

/// A float literal with ASCII white space around it, or an infinity; never NaN, which is a matter of the NaN words.
///
/// Literals that exceed pandas' range (`1e400`, `0e400`) are none. The value is exact, where pandas 2 may differ in the
/// last digit, and reads 0 where more than 17 zeros lead.
pub(super) fn float(text: &str) -> Option<f64> {
    infinity(text).or_else(|| finite(trim(text)))
}

/// Unlike other numbers, an infinity has no white space around it.
fn infinity(text: &str) -> Option<f64> {
    let name = text.strip_prefix(['+', '-']).unwrap_or(text);
    if !name.eq_ignore_ascii_case("inf") && !name.eq_ignore_ascii_case("infinity") {
        return None;
    }
    Some(if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY })
}

fn finite(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).map_or((unsigned, None), |(m, e)| (m, Some(e)));
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let are_digits = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + decimals.len() == 0 || !are_digits(whole) || !are_digits(decimals) {
        return None;
    }
    if let Some(exponent) = exponent {
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if digits.is_empty() || digits.len() > DIGITS || !are_digits(digits) {
            return None;
        }
    }
    if scale(whole.len(), decimals.len(), exponent) > GREATEST_EXPONENT {
        return None;
    }
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// pandas keeps so many digits of a mantissa, zeros at its start included, and accepts so many of an exponent.
const DIGITS: usize = 17;

/// The exponent that pandas can still multiply with.
const GREATEST_EXPONENT: i64 = 308;

/// The power of ten that the kept digits, taken for a whole number, are multiplied with.
fn scale(whole: usize, decimals: usize, exponent: Option<&str>) -> i64 {
    let kept_decimals = decimals.min(DIGITS.saturating_sub(whole));
    let signed = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let exponent = exponent.and_then(|digits| digits.parse().ok()).unwrap_or(0_i64);
    exponent.saturating_add(signed(whole.saturating_sub(DIGITS))).saturating_sub(signed(kept_decimals))
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

    #[test]
    fn floats() {
        let cases = [
            (".5", 0.5),
            ("5.", 5.0),
            ("1.e5", 1e5),
            ("\n1E-5 ", 1e-5),
            ("+InFinity", f64::INFINITY),
            ("-inf", f64::NEG_INFINITY),
            ("0.1e309", 1e308),
            ("1e-400", 0.0),
            ("1.7976931348623157e308", f64::MAX),
            ("17976931348623157e292", f64::MAX),
            ("7", 7.0),
        ];
        for (text, number) in cases {
            assert_eq!(float(text), Some(number), "{text:?}");
        }
        let texts = [
            "",
            ".",
            "-",
            "1e",
            "e5",
            ".e5",
            "1e+",
            "1e5.0",
            "1d5",
            " inf",
            "inf ",
            "nan",
            "NaN",
            "--1",
            "1 2",
            "1_0",
            "0x1p3",
            "1e400",
            "0e400",
            "1.8e308",
            "10000e305",
            "1e0000000000000000000005",
            "infin",
            "123456789012345678901234567890e290",
        ];
        for text in texts {
            assert_eq!(float(text), None, "{text:?}");
        }
    }
}
