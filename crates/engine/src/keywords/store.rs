//! The distinct texts of a dataset, folded, in blocks that are searched as a whole.

use super::Matcher;
use super::fold::fold_into;

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
