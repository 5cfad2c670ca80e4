//! Fields, column names and the widths of records.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use memchr::memchr;

use super::TsvError;
use crate::position::Position;

/// The content of a field from its bytes in the file (quotes included, delimiter excluded), as the scanner yields it.
///
/// Borrowed unless quotes within have to be resolved.
pub fn field_content(raw: &[u8]) -> Cow<'_, [u8]> {
    let content = match raw.split_first() {
        Some((b'"', quoted)) => unquoted(quoted),
        _ => Cow::Borrowed(raw),
    };
    match memchr(0, &content) {
        None => content,
        Some(nul) => match content {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[..nul]),
            Cow::Owned(mut bytes) => {
                bytes.truncate(nul);
                Cow::Owned(bytes)
            }
        },
    }
}

/// The content after an opening quote.
fn unquoted(quoted: &[u8]) -> Cow<'_, [u8]> {
    let Some(first) = memchr(b'"', quoted) else { return Cow::Borrowed(quoted) };
    if first + 1 == quoted.len() {
        return Cow::Borrowed(&quoted[..first]);
    }
    let mut content = Vec::with_capacity(quoted.len());
    let mut rest = quoted;
    while let Some(quote) = memchr(b'"', rest) {
        content.extend_from_slice(&rest[..quote]);
        rest = &rest[quote + 1..];
        match rest.split_first() {
            Some((b'"', after)) => {
                content.push(b'"');
                rest = after;
            }
            // The quote closed; what follows is literal.
            _ => break,
        }
    }
    content.extend_from_slice(rest);
    Cow::Owned(content)
}

/// Unique column names: blank cells become `Unnamed: k`, repeated names `x`, `x.1`, `x.2`, …
///
/// Follows `TextReader._get_header` of pandas 2.3.
pub fn column_names(header: Vec<String>) -> Vec<String> {
    let mut names = header;
    let mut unnamed = HashSet::new();
    for (column, name) in names.iter_mut().enumerate() {
        if name.is_empty() {
            *name = format!("Unnamed: {column}");
            unnamed.insert(column);
        }
    }
    make_unique(&mut names, |column| unnamed.contains(&column), Clone::clone, |name, count| format!("{name}.{count}"));
    names
}

/// Gives repeated names a number, columns that are named in the file before those that are not. Names are the same where
/// their keys are.
pub(crate) fn make_unique<N: Clone, K: Eq + Hash>(
    names: &mut [N],
    is_unnamed: impl Fn(usize) -> bool,
    key: impl Fn(&N) -> K,
    numbered: impl Fn(&N, u64) -> N,
) {
    let mut taken: HashSet<K> = names.iter().map(&key).collect();
    let mut counts: HashMap<K, u64> = HashMap::new();
    let (unnamed, named): (Vec<usize>, Vec<usize>) = (0..names.len()).partition(|column| is_unnamed(*column));
    for column in named.into_iter().chain(unnamed) {
        let original = names[column].clone();
        let mut name = original.clone();
        let mut count = counts.get(&key(&name)).copied().unwrap_or(0);
        while count > 0 {
            counts.insert(key(&original), count + 1);
            name = numbered(&original, count);
            count = if taken.contains(&key(&name)) { count + 1 } else { counts.get(&key(&name)).copied().unwrap_or(0) };
        }
        counts.insert(key(&name), count + 1);
        taken.insert(key(&name));
        names[column] = name;
    }
}

/// The widths of a file's records: the header's, and those of the rows after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    header: u32,
    /// Width of the rows, known from the first one.
    row: Option<u32>,
}

impl Shape {
    pub fn new(header: u32) -> Self {
        Self { header, row: None }
    }

    /// How many fields at the start of a row are row labels, so that the columns begin after them: more than none only
    /// where the first row is wider than the header.
    pub fn labels(&self) -> u32 {
        self.row.map_or(0, |row| row - self.header)
    }

    /// Takes the next row's width.
    ///
    /// # Errors
    /// [`TsvError::TooManyFields`]; the row may still be used, without its last fields.
    pub fn take_row(&mut self, found: u32, position: Position) -> Result<(), TsvError> {
        let expected = *self.row.get_or_insert(found.max(self.header));
        if found > expected {
            return Err(TsvError::TooManyFields { position, expected, found });
        }
        Ok(())
    }
}
