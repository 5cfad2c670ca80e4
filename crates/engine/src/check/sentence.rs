//! Findings as plain English sentences, for the command line: `sentences.txt`.

use std::fmt;

use super::{Details, Finding, FindingKind};
use crate::limits::thousands;
use crate::table::{EncodingIssue, TextEncoding};

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = if self.count == 1 { "1 row".to_owned() } else { format!("{} rows", self.count) };
        let sentence = match (self.kind, &self.details) {
            (FindingKind::EncodingNotUtf8, Details::Encoding(issue)) => encoding(*issue),
            (kind, _) => sentence_of(kind).to_owned(),
        };
        let names = match &self.details {
            Details::Delimiter(delimiter) => format!("{:?}", delimiter.to_string()),
            details => details.to_string(),
        };
        // The names come last: they are the file's, and may hold anything.
        f.write_str(&sentence.replace("{rows}", &rows).replace("{names}", &names))
    }
}

/// The sentence of a kind, with the places of `{rows}` and `{names}`.
fn sentence_of(kind: FindingKind) -> &'static str {
    let mut sentences = include_str!("sentences.txt").lines().filter_map(|line| line.split_once('\t'));
    sentences.find(|(name, _)| *name == kind.name()).map_or("", |(_, sentence)| sentence)
}

fn encoding(EncodingIssue { encoding, byte }: EncodingIssue) -> String {
    match byte.map(|byte| thousands(byte.offset)) {
        Some(byte) if encoding == TextEncoding::BrokenUtf8 => {
            format!("The text is UTF-8 with broken characters, the first at byte {byte}.")
        }
        Some(byte) => format!("The text looks like {{names}}; byte {byte} is the first that is no UTF-8."),
        None => sentence_of(FindingKind::EncodingNotUtf8).to_owned(),
    }
}
