//! What Python makes of texts.

/// Whether Python's `str.isspace` holds, which `str.split` and `\s` go by: Unicode white space and the four
/// separators U+001C to U+001F, which Unicode itself does not count.
pub fn is_python_space(character: char) -> bool {
    character.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&character)
}

/// What VLMEvalKit makes of an index text: it tests `isinstance(eval(text), int)` and then calls `int(text)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PythonInt {
    /// It evaluates to an int, which `int` reads; `None` where it exceeds 128 bits.
    Read(Option<i128>),
    /// It evaluates to an int, but `int` raises `ValueError` (`True`, `0x10`, `1-2`).
    Refused,
    /// It evaluates to something else, or not at all.
    NotInt,
}

/// Understands literals, signs and `+ - *` between them; other expressions are taken for [`PythonInt::NotInt`].
pub(crate) fn python_int(text: &str) -> PythonInt {
    if !evaluates_to_int(text) {
        return PythonInt::NotInt;
    }
    let text = text.trim_ascii();
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_') {
        return PythonInt::Refused;
    }
    PythonInt::Read(text.replace('_', "").parse().ok())
}

/// Whether the text is terms with operators between them: a term is any number of signs and a literal.
fn evaluates_to_int(text: &str) -> bool {
    let mut rest = text.trim_ascii();
    loop {
        let after_signs = rest.trim_start_matches(['+', '-', '~', ' ', '\t']);
        let end = after_signs.find(['+', '-', '*', ' ', '\t']).unwrap_or(after_signs.len());
        let (literal, after) = after_signs.split_at(end);
        if !is_int_literal(literal) {
            return false;
        }
        let after = after.trim_ascii_start();
        if after.is_empty() {
            return true;
        }
        let Some(next) = after.strip_prefix(['+', '-', '*']) else { return false };
        rest = next;
    }
}

fn is_int_literal(text: &str) -> bool {
    if matches!(text, "True" | "False") {
        return true;
    }
    let lower = text.to_ascii_lowercase();
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = lower.strip_prefix(prefix) {
            return are_digits(digits.strip_prefix('_').unwrap_or(digits), radix);
        }
    }
    // A decimal literal has no zeros at its start, unless it is nothing but zeros.
    are_digits(text, 10) && (!text.starts_with('0') || text.bytes().all(|byte| byte == b'0' || byte == b'_'))
}

/// Digits with single underscores between them.
fn are_digits(text: &str, radix: u32) -> bool {
    text.split('_').all(|group| !group.is_empty() && group.chars().all(|digit| digit.is_digit(radix)))
}
