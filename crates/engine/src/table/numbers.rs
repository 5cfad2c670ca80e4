//! Numbers as pandas reads them from text: [`integer`] as its C parser reads columns of whole numbers, [`parse`] as its
//! Python parser reads cells, [`float`] as both read floats.

/// What pandas' C parser makes of a text in a column of whole numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Integer {
    Fits(i128),
    /// An integer literal beyond that.
    Overflow,
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

/// A number as pandas' Python parser reads it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum NumberText {
    /// Digits only, with the nearest float; `None` where the number exceeds [`i128`].
    Whole(Option<i128>, f64),
    /// Anything with a point, an exponent, or `inf`; never NaN.
    Fractional(f64),
}

/// More digits than these do not change the number (`max_digits` in pandas' `precise_xstrtod`).
const SIGNIFICANT_DIGITS: usize = 17;
const GREATEST_EXPONENT: i64 = 308;

/// Parses as pandas' `floatify`: ASCII white space around, no separators, `inf` and `infinity` in any case.
pub(super) fn parse(text: &str) -> Option<NumberText> {
    let trimmed = trim(text);
    let number = trimmed.strip_prefix(['+', '-']).unwrap_or(trimmed);
    let is_negative = trimmed.starts_with('-');
    // The words are compared without trimming, numbers with.
    if trimmed.len() == text.len() && ["inf", "infinity"].iter().any(|word| number.eq_ignore_ascii_case(word)) {
        let infinity = if is_negative { f64::NEG_INFINITY } else { f64::INFINITY };
        return Some(NumberText::Fractional(infinity));
    }
    let (float, is_whole) = decimal(number.as_bytes(), is_negative)?;
    if is_whole { Some(NumberText::Whole(trimmed.parse().ok(), float)) } else { Some(NumberText::Fractional(float)) }
}

/// The float of any literal that [`parse`] takes; both of pandas' readers use the same routine for it.
pub(super) fn float(text: &str) -> Option<f64> {
    parse(text).map(|number| match number {
        NumberText::Whole(_, number) | NumberText::Fractional(number) => number,
    })
}

/// The float that pandas' `precise_xstrtod` makes of the digits after a sign, and whether there are only digits.
///
/// It is not always the nearest float: the digits beyond the 17th are cut off, and the power of ten is applied once.
fn decimal(text: &[u8], is_negative: bool) -> Option<(f64, bool)> {
    let (mut rest, mut is_whole) = (text, true);
    let (mut number, mut digits, mut exponent) = (0.0_f64, 0, 0_i64);
    loop {
        match rest {
            [digit @ b'0'..=b'9', after @ ..] => {
                if digits < SIGNIFICANT_DIGITS {
                    number = number * 10.0 + f64::from(digit - b'0');
                    digits += 1;
                    exponent -= i64::from(!is_whole);
                } else {
                    exponent += i64::from(is_whole);
                }
                rest = after;
            }
            [b'.', after @ ..] if is_whole => (is_whole, rest) = (false, after),
            _ => break,
        }
    }
    if digits == 0 {
        return None;
    }
    if let [b'e' | b'E', written @ ..] = rest {
        is_whole = false;
        exponent = exponent.saturating_add(written_exponent(written)?);
    } else if !rest.is_empty() {
        return None;
    }
    scaled(if is_negative { -number } else { number }, exponent).map(|number| (number, is_whole))
}

fn written_exponent(text: &[u8]) -> Option<i64> {
    let digits = text.strip_prefix(b"+").or_else(|| text.strip_prefix(b"-")).unwrap_or(text);
    if digits.is_empty() || digits.len() > SIGNIFICANT_DIGITS || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let magnitude = digits.iter().fold(0_i64, |number, digit| number * 10 + i64::from(digit - b'0'));
    Some(if text.starts_with(b"-") { -magnitude } else { magnitude })
}

/// `number` times a power of ten; `None` where that overflows. What is too small is zero without a sign.
fn scaled(number: f64, exponent: i64) -> Option<f64> {
    let result = match exponent {
        exponent if exponent > GREATEST_EXPONENT => return None,
        0.. => number * power_of_ten(exponent),
        exponent if exponent < -2 * GREATEST_EXPONENT => 0.0,
        exponent if exponent < -GREATEST_EXPONENT => {
            number / power_of_ten(-GREATEST_EXPONENT - exponent) / power_of_ten(GREATEST_EXPONENT)
        }
        exponent => number / power_of_ten(-exponent),
    };
    result.is_finite().then_some(result)
}

/// The float nearest to a power of ten up to 308; `powi` would round at every step.
fn power_of_ten(exponent: i64) -> f64 {
    format!("1e{exponent}").parse().unwrap_or(f64::INFINITY)
}
