//! The part of an address after `?`: names and values, percent-encoded.

use std::fmt;
use std::fmt::Write;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::format::beginning;

/// What has a meaning in our addresses, and what browsers escape or mail programs cut off.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'+')
    .add(b'<')
    .add(b'=')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The query of an address while it is written.
#[derive(Debug, Default)]
pub(crate) struct QueryWriter {
    text: String,
}

impl QueryWriter {
    /// Of pairs as they stand in an address.
    pub(crate) fn of_pairs(pairs: &[&str]) -> Self {
        let text = if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) };
        Self { text }
    }

    /// Adds a value where there is one.
    pub(crate) fn push(&mut self, name: &str, value: Option<impl fmt::Display>) -> fmt::Result {
        let Some(value) = value else { return Ok(()) };
        let joint = if self.text.is_empty() { '?' } else { '&' };
        write!(self.text, "{joint}{name}={}", utf8_percent_encode(&value.to_string(), ESCAPED))
    }

    /// The query with its `?`; empty where nothing was added.
    pub(crate) fn finish(self) -> String {
        self.text
    }
}

/// Pairs of a query that were not understood, as `name=value`, for the page to tell.
#[derive(Debug, Default)]
pub(crate) struct Rejected {
    /// The pairs.
    pub(crate) pairs: Vec<String>,
}

impl Rejected {
    /// What `read` makes of a value; where that is nothing, the pair is kept.
    pub(crate) fn check<T>(&mut self, name: &str, text: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let value = read(text);
        if value.is_none() {
            self.keep(name, text);
        }
        value
    }

    /// Keeps a pair.
    pub(crate) fn keep(&mut self, name: &str, text: &str) {
        /// More are not read by anybody, and neither are longer ones.
        const MOST: usize = 12;
        const LONGEST: usize = 60;
        if self.pairs.len() < MOST {
            let shown = beginning(text, LONGEST).map_or_else(|| text.to_owned(), |start| format!("{start}…"));
            self.pairs.push(format!("{name}={shown}"));
        }
    }
}

/// The query of an address.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Query<'a> {
    text: &'a str,
}

impl<'a> Query<'a> {
    /// The query behind the `?`.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text }
    }

    /// The values of a name, decoded, in order; bytes that are no UTF-8 become replacement characters.
    pub(crate) fn values(self, name: &str) -> Vec<String> {
        let pairs = self.text.split('&').filter_map(|pair| pair.split_once('='));
        let values = pairs.filter(|(key, _)| *key == name).map(|(_, value)| percent_decode_str(value));
        values.map(|value| value.decode_utf8_lossy().into_owned()).collect()
    }

    /// The first value of a name.
    pub(crate) fn value(self, name: &str) -> Option<String> {
        self.values(name).into_iter().next()
    }

    /// The first value of a name as `read` understands it; an empty one asks for nothing.
    pub(crate) fn read<T>(
        self,
        name: &str,
        rejected: &mut Rejected,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        rejected.check(name, &self.value(name).filter(|value| !value.is_empty())?, read)
    }

    /// The first value of a name, where it is a number.
    pub(crate) fn number(self, name: &str, rejected: &mut Rejected) -> Option<u32> {
        self.read(name, rejected, |text| text.parse().ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_understood_is_kept_and_cut_short() {
        let text = format!("n=1&m=x&empty=&l={}", "y".repeat(500));
        let mut rejected = Rejected::default();
        let mut read = |name| Query::new(&text).read(name, &mut rejected, |text| text.parse::<u32>().ok());
        assert_eq!(["n", "m", "l", "empty", "absent"].map(&mut read), [Some(1), None, None, None, None]);
        assert_eq!(rejected.pairs, ["m=x".to_owned(), format!("l={}…", "y".repeat(60))]);
    }

    #[test]
    fn any_text_survives() {
        let values = ["a b&c=d", "100 %", "ü/漢字?#", "+", ""];
        let mut writer = QueryWriter::default();
        for value in values {
            writer.push("q", Some(value)).unwrap();
        }
        let text = writer.finish();
        assert!(text.is_ascii() && !text.contains(['#', ' ', '+']));
        assert_eq!(Query::new(&text[1..]).values("q"), values);
    }
}
