//! JSON with lone surrogates: `"\ud83d"` without its partner, as programs write that cut a text within a character.
//! Python reads it, and so do browsers; here each becomes U+FFFD, since no text of Rust can hold it.

use std::borrow::Cow;

use crate::pause::Pause;

const BYTES_AT_A_TIME: usize = 1 << 20;

/// The text with every lone surrogate (`\ud83d`) replaced by `\ufffd`, which is as long.
pub(crate) async fn without_lone_surrogates<'t>(text: &'t str, pause: &dyn Pause) -> Cow<'t, str> {
    let mut replaced = String::new();
    // What comes before `copied` is in `replaced`.
    let (mut copied, mut rest, mut paused) = (0, 0, 0);
    while let Some(at) = memchr::memchr(b'\\', text.as_bytes().get(rest..).unwrap_or_default()) {
        let at = rest + at;
        match (surrogate(text, at), surrogate(text, at + SURROGATE)) {
            (Some(0xD800..0xDC00), Some(0xDC00..)) => rest = at + 2 * SURROGATE,
            (Some(_), _) => {
                replaced.push_str(text.get(copied..at).unwrap_or_default());
                replaced.push_str("\\ufffd");
                rest = at + SURROGATE;
                copied = rest;
            }
            // A backslash and what it escapes.
            (None, _) => rest = at + 2,
        }
        if rest - paused > BYTES_AT_A_TIME {
            paused = rest;
            pause.pause().await;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    replaced.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(replaced)
}

const SURROGATE: usize = 6;

fn surrogate(text: &str, at: usize) -> Option<u32> {
    let digits = text.get(at..at + SURROGATE)?.strip_prefix("\\u")?;
    let is_number = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let code = is_number.then(|| u32::from_str_radix(digits, 16).ok()).flatten()?;
    (0xD800..0xE000).contains(&code).then_some(code)
}
