//! Finding a term in texts.

use memchr::memmem::Finder;

use super::fold::{folded, folded_with_origins, is_border};
use super::{Query, SearchField, Term};

/// A term made ready for searching folded texts.
#[derive(Debug)]
pub struct Matcher {
    finder: Finder<'static>,
    is_phrase: bool,
}

impl Matcher {
    pub fn new(term: &Term) -> Self {
        Self { finder: Finder::new(&folded(&term.text)).into_owned(), is_phrase: term.is_phrase }
    }

    /// The places in a [folded](super::folded) text where it stands, as bytes.
    pub fn places<'t>(&'t self, folded: &'t str) -> impl Iterator<Item = (usize, usize)> {
        let length = self.finder.needle().len();
        let first = self.next_place(folded, 0);
        let places = std::iter::successors(first, move |&place| self.next_place(folded, place + 1));
        places.map(move |start| (start, start + length))
    }

    /// The first place at or after `from`.
    pub(super) fn next_place(&self, folded: &str, mut from: usize) -> Option<usize> {
        let length = self.finder.needle().len();
        while let Some(found) = folded.as_bytes().get(from..).and_then(|rest| self.finder.find(rest)) {
            let (start, end) = (from + found, from + found + length);
            if is_border(folded, start) && (!self.is_phrase || is_border(folded, end)) {
                return Some(start);
            }
            from = start + 1;
        }
        None
    }
}

/// The byte ranges of a field's text that the keywords find, ascending and apart from each other.
pub fn marks(query: &Query, field: SearchField, text: &str) -> Vec<(usize, usize)> {
    let is_shown = |term: &&Term| !term.without && term.field.is_none_or(|wanted| wanted == field);
    let matchers: Vec<Matcher> = query.terms.iter().filter(is_shown).map(Matcher::new).collect();
    let (folded, origins) = folded_with_origins(text);
    let mut found: Vec<(usize, usize)> = matchers
        .iter()
        .flat_map(|matcher| matcher.places(&folded))
        .filter_map(|(start, end)| Some((origins.get(start)?.0, origins.get(end - 1)?.1)))
        .collect();
    found.sort_unstable();
    let mut apart: Vec<(usize, usize)> = Vec::with_capacity(found.len());
    for (start, end) in found {
        match apart.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => apart.push((start, end)),
        }
    }
    apart
}
