//! The values of a facet, numbered, and which of them each row has.

use std::collections::HashMap;

use crate::lexical_tree::normal_form;
use crate::table::typing::is_nan_word;

/// Greatest number of values that are offered; rows of others count as rows without value.
const LIMIT: usize = 4096;

/// Stands for a row without value.
pub(super) const NO_VALUE: u32 = 0;

/// The distinct values of a column by their normal form, numbered from 1 in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Values {
    names: Vec<String>,
    by_normal: HashMap<String, u32>,
    by_text: HashMap<u32, u32>,
}

impl Values {
    /// The number of a cell's value; `text_number` names the cell's text.
    pub(super) fn number(&mut self, text_number: u32, text: &str) -> u32 {
        if let Some(&number) = self.by_text.get(&text_number) {
            return number;
        }
        let number = self.number_of_new(text);
        self.by_text.insert(text_number, number);
        number
    }

    pub(super) fn find(&self, name: &str) -> Option<u32> {
        self.by_normal.get(&normal_form(name)).copied()
    }

    /// Number of values, that of rows without value included.
    pub(super) fn count(&self) -> usize {
        self.names.len() + 1
    }

    /// Each value with its count, by name.
    pub(super) fn counted(&self, counts: &[u32]) -> Vec<(String, u32)> {
        let counts = counts.iter().skip(1).copied();
        let mut counted: Vec<_> = self.names.iter().cloned().zip(counts).collect();
        counted.sort_by_cached_key(|(name, _)| normal_form(name));
        counted
    }

    fn number_of_new(&mut self, text: &str) -> u32 {
        let normal = normal_form(text);
        if is_nan_word(text) || normal.is_empty() {
            return NO_VALUE;
        }
        if let Some(&number) = self.by_normal.get(&normal) {
            return number;
        }
        if self.names.len() >= LIMIT {
            return NO_VALUE;
        }
        self.names.push(text.trim().to_owned());
        let number = u32::try_from(self.names.len()).unwrap_or(NO_VALUE);
        self.by_normal.insert(normal, number);
        number
    }
}

/// A number for each row: which value of a facet it has.
#[derive(Debug, Default)]
pub(super) struct Column {
    pub(super) codes: Vec<u32>,
    /// Rows of each value, no filter in force.
    pub(super) loaded: Vec<u32>,
}

impl Column {
    pub(super) fn push(&mut self, code: u32) {
        self.codes.push(code);
        let place = code as usize;
        if self.loaded.len() <= place {
            self.loaded.resize(place + 1, 0);
        }
        self.loaded[place] += 1;
    }

    pub(super) fn holds(&self, code: u32) -> bool {
        self.loaded.get(code as usize).is_some_and(|&count| count > 0)
    }
}
