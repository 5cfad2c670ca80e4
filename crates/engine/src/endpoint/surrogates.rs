//! JSON with halves of characters in it: `"\ud83d"` without its partner, as servers write that cut a text within a
//! character. Python reads it, and so do browsers; here each half becomes U+FFFD, since no text of Rust can hold it.

use std::borrow::Cow;

use serde_json::Value;

/// Reads JSON, halves of characters or not.
pub(super) fn read(json: &str) -> serde_json::Result<Value> {
    serde_json::from_str(json).or_else(|error| match mended(json) {
        Cow::Owned(mended) => serde_json::from_str(&mended),
        Cow::Borrowed(_) => Err(error),
    })
}

/// The JSON with every half of a character replaced.
fn mended(json: &str) -> Cow<'_, str> {
    let mut mended = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = json.get(at..).and_then(|rest| rest.find('\\')) {
        let escape = at + found;
        match (unit(json, escape), unit(json, escape + ESCAPE)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => at = escape + 2 * ESCAPE,
            (Some(0xD800..=0xDFFF), _) => {
                mended.push_str(json.get(copied..escape).unwrap_or_default());
                mended.push_str("\\ufffd");
                at = escape + ESCAPE;
                copied = at;
            }
            // What follows a backslash may be another one, which then begins no escape.
            _ => {
                let next = json.get(escape + 1..).and_then(|rest| rest.chars().next());
                at = escape + 1 + next.map_or(0, char::len_utf8);
            }
        }
    }
    if copied == 0 {
        return Cow::Borrowed(json);
    }
    mended.push_str(json.get(copied..).unwrap_or_default());
    Cow::Owned(mended)
}

/// Bytes of `\ud83d`.
const ESCAPE: usize = 6;

/// The UTF-16 unit that an escape at that place stands for.
fn unit(json: &str, at: usize) -> Option<u32> {
    let digits = json.get(at..at + ESCAPE)?.strip_prefix("\\u")?;
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_characters_become_the_replacement_character() {
        let cases = [
            (r#""\ud83dB""#, "\u{fffd}B"),
            (r#""\udc00\ud83d""#, "\u{fffd}\u{fffd}"),
            (r#""\ud83d\ude00 \uD83D""#, "😀 \u{fffd}"),
            (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"),
            (r#""\\ud83d \ud83d""#, "\\ud83d \u{fffd}"),
            (r#""\n肝\ud83d肝""#, "\n肝\u{fffd}肝"),
        ];
        for (json, text) in cases {
            assert_eq!(read(json).unwrap(), text, "{json}");
        }
    }

    #[test]
    fn other_faults_stay_faults() {
        for json in [r#""\ud83"#, r#""\ud83d"#, r#"{"\ud83d":}"#, r#""\x""#, "\"\\", ""] {
            assert!(read(json).is_err(), "{json}");
        }
    }
}
