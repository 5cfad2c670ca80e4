//! What depends on the whole dataset: types, keys, references.

use std::collections::HashMap;

use super::{ColumnId, Dataset, DatasetError, IndexKey};
use crate::position::Position;
use crate::python::{PythonInt, python_int};
use crate::table::Value;
use crate::table::typing::ColumnType;

/// Marks a row without key.
const NONE: u32 = u32::MAX;

/// What is known once the dataset is read.
#[derive(Debug)]
pub(super) struct Resolved {
    /// For each row the number of its key; [`NONE`] for dropped rows.
    key_of_row: Vec<u32>,
    /// In the order in which the indices first stand in the files.
    pub(super) keys: Vec<ResolvedKey>,
    key_numbers: HashMap<IndexKey, u32>,
    refusal: Option<DatasetError>,
}

/// An index and what VLMEvalKit finds under it.
#[derive(Debug)]
pub(super) struct ResolvedKey {
    pub(super) index: IndexKey,
    pub(super) last_row: u32,
    /// The row whose cell holds the image.
    pub(super) image_row: Option<u32>,
}

impl Resolved {
    /// The key of a row; `None` for dropped rows.
    pub(super) fn key(&self, row: usize) -> Option<&ResolvedKey> {
        let number = *self.key_of_row.get(row)?;
        self.keys.get(number as usize)
    }

    pub(super) fn find(&self, index: &IndexKey) -> Option<&ResolvedKey> {
        self.key_numbers.get(index).map(|&number| &self.keys[number as usize])
    }
}

impl Dataset {
    /// The first reason for which VLMEvalKit refuses to load this dataset. Reasons that depend on the whole dataset are
    /// known once it is read.
    pub fn refusal(&self) -> Option<&DatasetError> {
        let fault = self.fault.as_ref().filter(|fault| fault.is_refusal());
        let resolved = self.resolved.as_ref().and_then(|resolved| resolved.refusal.as_ref());
        self.ragged.as_ref().or(fault).or(resolved)
    }

    /// Settles what depends on the whole dataset, in VLMEvalKit's order.
    pub(super) fn resolve(&mut self) {
        self.types = self.column_types();
        let (key_of_row, mut keys, numbers) = self.text_keys();
        let bad_reference = self.resolve_images(&mut keys, &numbers);
        // Whatever is found first, the keys are made, so that rows can be looked up.
        let no_number = make_ints(&mut keys);
        let refusal = bad_reference.or_else(|| self.image_path_fault()).or(no_number);
        let key_numbers = keys.iter().zip(0..).map(|(key, number)| (key.index.clone(), number)).collect();
        self.resolved = Some(Resolved { key_of_row, keys, key_numbers, refusal });
        self.note_answers();
    }

    pub(super) fn note_answers(&mut self) {
        for row in 0..self.row_count() {
            if !self.is_dropped(row) && self.lacks_option_of_answer(row) {
                let (position, index) = (self.position(row).unwrap_or_default(), self.index_text(row).to_owned());
                self.findings.note(|| DatasetError::AnswerWithoutOption { position, index });
            }
        }
    }

    fn column_types(&self) -> Vec<Vec<ColumnType>> {
        // For each text the last part and column in which it was met.
        let mut met = vec![0_usize; self.texts.len()];
        let mut step = 0;
        let mut column_types = |codes: &Vec<u32>| {
            let of_part = |rows: std::ops::Range<usize>| {
                step += 1;
                let is_first = |&code: &u32| std::mem::replace(&mut met[code as usize], step) != step;
                let first: Vec<u32> = codes.get(rows).unwrap_or_default().iter().copied().filter(is_first).collect();
                ColumnType::of(&first.iter().map(|&code| self.texts.get(code)))
            };
            ColumnType::concatenated(&self.part_rows().map(of_part).collect::<Vec<_>>())
        };
        self.codes.iter().map(&mut column_types).collect()
    }

    /// The indices as texts, numbered; dropped rows have none.
    fn text_keys(&mut self) -> (Vec<u32>, Vec<ResolvedKey>, HashMap<String, u32>) {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut keys: Vec<ResolvedKey> = Vec::new();
        let mut key_of_row = Vec::with_capacity(self.row_count());
        for (row, last_row) in (0..self.row_count()).zip(0..) {
            if self.is_dropped(row) {
                key_of_row.push(NONE);
                continue;
            }
            let text = self.value(row, ColumnId(self.index)).to_python_text();
            let new = row_number(keys.len());
            let number = *numbers.entry(text).or_insert_with_key(|text| {
                keys.push(ResolvedKey { index: IndexKey::Text(text.as_str().into()), last_row, image_row: None });
                new
            });
            key_of_row.push(number);
            if number != new {
                let first = std::mem::replace(&mut keys[number as usize].last_row, last_row);
                self.note_duplicate(row, first as usize);
            }
        }
        (key_of_row, keys, numbers)
    }

    fn note_duplicate(&mut self, row: usize, first: usize) {
        let (Some(position), Some(first)) = (self.position(row), self.position(first)) else { return };
        let index = self.index_text(row).to_owned();
        self.findings.note(|| DatasetError::DuplicateIndex { position, first, index });
    }

    /// Follows references in VLMEvalKit's order, so that one to an earlier reference works; returns the first bad one.
    fn resolve_images(&mut self, keys: &mut [ResolvedKey], numbers: &HashMap<String, u32>) -> Option<DatasetError> {
        self.image?;
        let mut refusal = None;
        for key in keys.iter_mut().filter(|key| !self.images[key.last_row as usize].is_reference()) {
            key.image_row = Some(key.last_row);
        }
        for number in 0..keys.len() {
            let row = keys[number].last_row as usize;
            if !self.images[row].is_reference() {
                continue;
            }
            let reference = self.texts.get(self.images[row].reference);
            keys[number].image_row = numbers.get(reference).and_then(|&target| keys[target as usize].image_row);
            if keys[number].image_row.is_none() {
                let error = self.bad_reference(row);
                refusal.get_or_insert_with(|| error.clone());
                self.findings.note(|| error);
            }
        }
        refusal
    }

    /// The fault of a row whose image cell refers to nothing.
    pub(super) fn bad_reference(&self, row: usize) -> DatasetError {
        let note = &self.images[row];
        let start = self.position(row).unwrap_or_default();
        DatasetError::BadReference {
            position: Position { byte: note.range.start, ..start },
            index: self.index_text(row).to_owned(),
            reference: self.texts.get(note.reference).to_owned(),
        }
    }

    /// VLMEvalKit refuses a path that is no text.
    fn image_path_fault(&self) -> Option<DatasetError> {
        let column = self.column("image_path")?;
        let is_bad = |&row: &usize| !self.is_dropped(row) && !matches!(self.value(row, column), Value::Text(_));
        let row = (0..self.row_count()).find(is_bad)?;
        Some(DatasetError::ImagePathNotText { position: self.position(row)? })
    }
}

/// Makes the keys whole numbers if Python evaluates every one to an int.
fn make_ints(keys: &mut [ResolvedKey]) -> Option<DatasetError> {
    let read: Vec<PythonInt> = keys.iter().map(|key| python_int(&key.index.to_string())).collect();
    if read.contains(&PythonInt::NotInt) {
        return None;
    }
    if let Some(refused) = read.iter().position(|&int| int == PythonInt::Refused) {
        return Some(DatasetError::IndexNotANumber { index: keys[refused].index.to_string() });
    }
    for (key, int) in keys.iter_mut().zip(read) {
        if let PythonInt::Read(Some(number)) = int {
            key.index = IndexKey::Int(number);
        }
    }
    None
}

fn row_number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(NONE)
}
