//! The rows of prediction files beside the dataset's.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::forecasts::Forecasts;
use super::{CompareError, Rated};
use crate::dataset::{Dataset, IndexKey};
use crate::scoring::{Prepared, ScoredRow};

/// A prediction file whose results are found by the dataset's rows.
#[derive(Debug)]
pub(super) struct Joined<'s> {
    pub(super) predictions: &'s Prepared,
    /// The result of each row of the dataset, where the file has one.
    rows: Vec<Option<&'s ScoredRow>>,
    pub(super) notes: JoinNotes,
    /// See [`Joined::forecasts`].
    pub(super) forecasts: OnceCell<Option<Forecasts>>,
}

/// Indices of a prediction file that do not match the dataset one to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinNotes {
    /// Name of the file, which no other file of the comparison has.
    pub name: String,
    /// Indices of the dataset that the file lacks.
    pub missing: Vec<IndexKey>,
    /// Indices of the file that the dataset lacks.
    pub extra: Vec<IndexKey>,
    /// Indices that the file repeats; the result of their last row stands, as in VLMEvalKit.
    pub repeated: Vec<IndexKey>,
}

impl<'s> Joined<'s> {
    pub(super) fn new(name: String, dataset: &Dataset, file: &Rated<'s>) -> Self {
        let mut rows = vec![None; dataset.row_count()];
        for result in &file.scored.rows {
            if let Some(place) = dataset.find(&result.index).and_then(|row| rows.get_mut(row)) {
                // Rows of an index share the result of the last.
                *place = Some(result);
            }
        }
        let is_missing = |(_, row): &(&IndexKey, usize)| rows.get(*row).is_some_and(Option::is_none);
        let missing = dataset.keys().into_iter().flatten().filter(is_missing);
        let missing = missing.map(|(key, _)| key.clone()).collect();
        let mut notes = JoinNotes { name, missing, extra: Vec::new(), repeated: Vec::new() };
        let indices = file.predictions.frame().column("index").map_or(&[][..], |column| &column.values);
        let (mut met, mut met_again) = (HashSet::new(), HashSet::new());
        for key in indices.iter().filter_map(IndexKey::of) {
            if met.insert(key.clone()) {
                if dataset.find(&key).is_none() {
                    notes.extra.push(key);
                }
            } else if met_again.insert(key.clone()) {
                notes.repeated.push(key);
            }
        }
        Self { predictions: file.predictions, rows, notes, forecasts: OnceCell::new() }
    }

    pub(super) fn name(&self) -> &str {
        &self.notes.name
    }

    pub(super) fn result(&self, row: usize) -> Option<&'s ScoredRow> {
        *self.rows.get(row)?
    }

    /// The file's results with the dataset's rows.
    pub(super) fn results(&self) -> impl Iterator<Item = (usize, &'s ScoredRow)> {
        self.rows.iter().enumerate().filter_map(|(row, result)| Some((row, (*result)?)))
    }

    /// For each row of the prediction file its options: bit 0 is A.
    pub(super) fn options(&self) -> Vec<u32> {
        let frame = self.predictions.frame();
        let mut options = vec![0; frame.row_count()];
        for (letter, bit) in ('A'..='Z').zip(0_u32..) {
            let Some(column) = frame.column(letter.encode_utf8(&mut [0; 4])) else { continue };
            for (options, value) in options.iter_mut().zip(&column.values) {
                *options |= u32::from(!value.is_missing()) << bit;
            }
        }
        options
    }
}

/// Checks that all files were scored against the same answer to a row of the dataset.
pub(super) fn have_one_answer(files: &[Joined], row: usize) -> Result<(), CompareError> {
    let mut results = files.iter().filter_map(|file| Some((file.name(), file.result(row)?)));
    let Some((a, first)) = results.next() else { return Ok(()) };
    match results.find(|(_, result)| result.answer != first.answer) {
        Some((b, _)) => {
            Err(CompareError::DifferentAnswers { a: a.to_owned(), b: b.to_owned(), index: first.index.to_string() })
        }
        None => Ok(()),
    }
}
