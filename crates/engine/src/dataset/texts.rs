//! The texts of a dataset, each kept once.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

/// Texts are packed into blocks of about this size, which never move: growing copies nothing.
const BLOCK: usize = 1024 * 1024;

/// Names a text of [`Texts`]; equal codes are equal texts.
pub(super) type TextCode = u32;

pub(super) const BLANK: TextCode = 0;

#[derive(Debug, Clone, Copy)]
struct TextPlace {
    block: u32,
    start: u32,
    len: u32,
}

/// Distinct texts, numbered in the order in which they came.
#[derive(Debug)]
pub(super) struct Texts {
    blocks: Vec<String>,
    places: Vec<TextPlace>,
    codes: HashTable<TextCode>,
    hasher: DefaultHashBuilder,
    block_bytes: usize,
}

impl Default for Texts {
    fn default() -> Self {
        let mut texts = Self {
            blocks: Vec::new(),
            places: Vec::new(),
            codes: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            block_bytes: 0,
        };
        texts.intern("");
        texts
    }
}

impl Texts {
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    pub(super) fn get(&self, code: TextCode) -> &str {
        text_of(&self.blocks, self.places[code as usize])
    }

    /// Every text, in the order of its code.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.places.iter().map(|&place| text_of(&self.blocks, place))
    }

    pub(super) fn code(&self, text: &str) -> Option<TextCode> {
        let same = |&code: &TextCode| self.get(code) == text;
        self.codes.find(self.hasher.hash_one(text), same).copied()
    }

    /// The code of a text, which is kept if it is new.
    pub(super) fn intern(&mut self, text: &str) -> TextCode {
        if let Some(code) = self.code(text) {
            return code;
        }
        let place = self.store(text);
        let code = TextCode::try_from(self.places.len()).unwrap_or(TextCode::MAX);
        self.places.push(place);
        let hash_of = |&code: &TextCode| self.hasher.hash_one(text_of(&self.blocks, self.places[code as usize]));
        self.codes.insert_unique(self.hasher.hash_one(text), code, hash_of);
        code
    }

    pub(super) fn heap_bytes(&self) -> u64 {
        let slots = self.codes.capacity() * (size_of::<TextCode>() + 1);
        (self.block_bytes + self.places.capacity() * size_of::<TextPlace>() + slots) as u64
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "a block and a text stay below 4 GiB, blocks below their number"
    )]
    fn store(&mut self, text: &str) -> TextPlace {
        let has_room = |block: &String| block.capacity() - block.len() >= text.len();
        if !self.blocks.last().is_some_and(has_room) {
            let block = String::with_capacity(BLOCK.max(text.len()));
            self.block_bytes += block.capacity();
            self.blocks.push(block);
        }
        let number = self.blocks.len() - 1;
        let block = &mut self.blocks[number];
        let start = block.len();
        block.push_str(text);
        TextPlace { block: number as u32, start: start as u32, len: text.len() as u32 }
    }
}

fn text_of(blocks: &[String], place: TextPlace) -> &str {
    let start = place.start as usize;
    &blocks[place.block as usize][start..start + place.len as usize]
}
