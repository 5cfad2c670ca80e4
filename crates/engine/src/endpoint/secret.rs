//! API keys, which are kept out of logs, errors and files.

use std::fmt;

const HIDDEN: &str = "[key]";

/// Prefixes of the big providers' keys; words with these are hidden even when they are not the key in use.
const PREFIXES: [&str; 7] = ["sk-", "sk_", "gsk_", "xai-", "AIza", "hf_", "Bearer "];

/// An API key: can be neither serialised nor printed.
#[derive(Clone, Default)]
pub struct Secret(String);

impl Secret {
    /// A key as typed; white space around it is dropped.
    pub fn new(key: &str) -> Self {
        Self(key.trim().to_owned())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The key, for the header of a request and nothing else.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The text without the key, also as JSON may write it, with escaped slashes.
    pub fn redact(&self, text: &str) -> String {
        /// Shorter keys would blank out common words.
        const SHORTEST: usize = 4;
        if self.0.len() < SHORTEST {
            return text.to_owned();
        }
        text.replace(self.0.as_str(), HIDDEN).replace(&self.0.replace('/', "\\/"), HIDDEN)
    }

    /// The text of an error without the key and without words that look like one: servers repeat parts of wrong keys.
    pub fn redact_error(&self, text: &str) -> String {
        redact_key_like(&self.redact(text))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Hides words with the prefix and the length of a key, masked ones included.
fn redact_key_like(text: &str) -> String {
    const SHORTEST: usize = 12;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let starts_word = !out.ends_with(is_of_key);
        let prefix = PREFIXES.iter().find(|prefix| starts_word && rest.starts_with(**prefix));
        let after = prefix.map_or("", |prefix| &rest[prefix.len()..]);
        let length = after.find(|character| !is_of_key(character)).unwrap_or(after.len());
        if let Some(prefix) = prefix.filter(|_| length >= SHORTEST) {
            out.push_str(HIDDEN);
            rest = &rest[prefix.len() + length..];
        } else {
            let mut characters = rest.chars();
            out.extend(characters.next());
            rest = characters.as_str();
        }
    }
    out
}

fn is_of_key(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.' | '*')
}
