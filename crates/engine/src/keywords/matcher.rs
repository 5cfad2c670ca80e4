//! Finding a term in texts: in one, and in the distinct texts of a dataset.

use memchr::memmem::Finder;

use super::fold::{fold_into, folded, folded_with_origins, is_border};
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

/// Texts are packed into blocks of about this size, which never move: growing copies nothing.
const BLOCK: usize = 1024 * 1024;

/// Folded texts by their numbers. A search runs over whole blocks, not over one text after the other, so that short
/// texts cost no more than long ones; memory is that of the folded texts and 8 bytes for each.
#[derive(Debug, Default)]
pub struct TextStore {
    blocks: Vec<Block>,
    is_known: Vec<bool>,
    bytes: u64,
}

#[derive(Debug, Default)]
struct Block {
    /// Each text with a line break behind it, which no folded text holds.
    texts: String,
    /// Where each text starts, and its number.
    starts: Vec<(u32, u32)>,
}

impl TextStore {
    /// Takes a text, unless its number is known.
    pub fn add(&mut self, number: u32, text: &str) {
        let place = number as usize;
        if self.is_known.len() <= place {
            self.is_known.resize(place + 1, false);
        }
        if std::mem::replace(&mut self.is_known[place], true) {
            return;
        }
        let has_room = |block: &Block| block.texts.capacity() - block.texts.len() > text.len();
        if !self.blocks.last().is_some_and(has_room) {
            let texts = String::with_capacity(BLOCK.max(text.len() + 1));
            self.blocks.push(Block { texts, starts: Vec::new() });
        }
        if let Some(block) = self.blocks.last_mut() {
            let start = block.texts.len();
            block.starts.push((u32::try_from(start).unwrap_or(u32::MAX), number));
            fold_into(text, &mut block.texts);
            block.texts.push('\n');
            self.bytes += (block.texts.len() - start) as u64;
        }
    }

    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Whether a text holds what the matcher looks for, by number.
    pub fn search(&self, matcher: &Matcher) -> Vec<bool> {
        let mut found = vec![false; self.is_known.len()];
        for block in &self.blocks {
            let mut from = 0;
            while let Some(place) = matcher.next_place(&block.texts, from) {
                let after = block.starts.partition_point(|&(start, _)| start as usize <= place);
                if let Some(&(_, number)) = after.checked_sub(1).and_then(|at| block.starts.get(at)) {
                    found[number as usize] = true;
                }
                from = block.starts.get(after).map_or(block.texts.len(), |&(start, _)| start as usize);
            }
        }
        found
    }
}
