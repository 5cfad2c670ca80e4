//! Replies in JSON, halves of characters or not.

use std::borrow::Cow;

use serde_json::Value;

use crate::pause::{NoPause, block_on};
use crate::surrogates::without_lone_surrogates;

/// Reads JSON; a half of a character becomes U+FFFD.
pub(super) fn read(json: &str) -> serde_json::Result<Value> {
    serde_json::from_str(json).or_else(|error| match block_on(without_lone_surrogates(json, &NoPause)) {
        Cow::Owned(replaced) => serde_json::from_str(&replaced),
        Cow::Borrowed(_) => Err(error),
    })
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
