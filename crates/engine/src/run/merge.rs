//! Prediction files of a run read back: parts merged, and answers to resume from.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Outcome, Question, Record};
use crate::answer::{Answer, Finish};
use crate::check::{is_blank, is_same};
use crate::dataset::{ColumnId, Dataset, IndexKey};
use crate::option_column::is_option;
use crate::table::{Column, Frame, Value};

#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum MergeError {
    #[error("{part} has no column {name}")]
    MissingColumn { part: String, name: String },
    #[error("{part} has other columns than {first}")]
    DifferentColumns { part: String, first: String },
    #[error("row {row} of {part} has no index")]
    BlankIndex {
        part: String,
        /// Row, counted from 1.
        row: u64,
    },
    #[error("{others} of {of} rows of {part} that have an index of the plan are about other questions")]
    OtherQuestions { part: String, others: u64, of: u64 },
}

/// The parts in one table, and how they differ from the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The rows of the plan in its order; of an index in several parts the first.
    pub frame: Frame,
    /// Expected indices that no part has.
    pub gaps: Vec<String>,
    pub overlaps: Vec<Overlap>,
    /// Indices of rows that are left out: not of the plan, or with the texts of other questions.
    pub unexpected: Vec<String>,
}

/// An index that two parts have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overlap {
    pub index: String,
    /// Names of the two parts; the same twice where one part has it twice.
    pub parts: (String, String),
    pub is_equal: bool,
}

impl Merged {
    /// Whether the parts have every index of the plan once and no other.
    pub fn is_clean(&self) -> bool {
        self.gaps.is_empty() && self.overlaps.is_empty() && self.unexpected.is_empty()
    }
}

/// Merges the parts of a run and checks them against the whole plan. Columns may stand in any order. Rows of
/// other questions are left out: VLMEvalKit refuses a file that has them.
pub fn merge(parts: &[(String, Frame)], expected: &[Question], dataset: &Dataset) -> Result<Merged, MergeError> {
    let mut found: Vec<Option<(usize, usize)>> = vec![None; expected.len()];
    let (mut overlaps, mut unexpected) = (Vec::new(), Vec::new());
    for (at, (name, frame)) in parts.iter().enumerate() {
        check_columns(name, frame, &parts[0].0, &parts[0].1)?;
        let mut rows = RowMatcher::new(name, frame, expected, dataset);
        for (row, index) in column(name, frame, "index")?.values.iter().enumerate() {
            let index = IndexKey::of(index)
                .ok_or_else(|| MergeError::BlankIndex { part: name.clone(), row: row as u64 + 1 })?;
            let index = index.to_string();
            let Some(place) = rows.place(row, &index) else {
                unexpected.push(index);
                continue;
            };
            let Some(earlier) = found[place] else {
                found[place] = Some((at, row));
                continue;
            };
            let parts_named = (parts[earlier.0].0.clone(), name.clone());
            let is_equal = prediction(parts, earlier) == prediction(parts, (at, row));
            overlaps.push(Overlap { index, parts: parts_named, is_equal });
        }
        rows.check()?;
    }
    let gaps = expected.iter().zip(&found).filter(|(_, found)| found.is_none());
    let gaps = gaps.map(|(question, _)| question.index.clone()).collect();
    let rows: Vec<(usize, usize)> = found.into_iter().flatten().collect();
    let frame = parts.first().map(|(_, first)| collect(parts, first, &rows)).unwrap_or_default();
    Ok(Merged { frame, gaps, overlaps, unexpected })
}

fn check_columns(name: &str, frame: &Frame, first_name: &str, first: &Frame) -> Result<(), MergeError> {
    column(name, frame, "index")?;
    column(name, frame, "prediction")?;
    let same = frame.columns().len() == first.columns().len()
        && frame.columns().iter().all(|column| first.columns().iter().any(|other| other.name == column.name));
    if same {
        return Ok(());
    }
    Err(MergeError::DifferentColumns { part: name.to_owned(), first: first_name.to_owned() })
}

fn column<'f>(part: &str, frame: &'f Frame, name: &str) -> Result<&'f Column, MergeError> {
    frame.column(name).ok_or_else(|| MergeError::MissingColumn { part: part.to_owned(), name: name.to_owned() })
}

fn prediction(parts: &[(String, Frame)], (part, row): (usize, usize)) -> Option<&Value> {
    parts.get(part)?.1.column("prediction")?.values.get(row)
}

/// Those rows of the parts, in the columns of the first.
fn collect(parts: &[(String, Frame)], first: &Frame, rows: &[(usize, usize)]) -> Frame {
    let columns = first.columns().iter().map(|column| {
        let of_part: Vec<Option<&Column>> =
            parts.iter().map(|(_, frame)| frame.columns().iter().find(|other| other.name == column.name)).collect();
        let cell = |&(part, row): &(usize, usize)| of_part[part].and_then(|column| column.values.get(row)).cloned();
        let values = rows.iter().map(|at| cell(at).unwrap_or(Value::Missing)).collect();
        Column { name: column.name.clone(), values }
    });
    Frame::new(columns.collect())
}

/// Finds the questions that the rows of a prediction file are about: by the index and, since indices are the same in many
/// datasets, by the texts of question and options where the file has them.
pub(super) struct RowMatcher<'a> {
    part: &'a str,
    questions: &'a [Question],
    places: HashMap<&'a str, usize>,
    columns: Vec<(&'a Column, ColumnId)>,
    dataset: &'a Dataset,
    /// Rows with an index of the plan.
    known: u64,
    /// Of these, rows with other texts.
    others: u64,
}

impl<'a> RowMatcher<'a> {
    pub(super) fn new(part: &'a str, frame: &'a Frame, questions: &'a [Question], dataset: &'a Dataset) -> Self {
        let names = dataset.columns().iter().map(String::as_str).filter(|name| *name == "question" || is_option(name));
        let columns = names.filter_map(|name| Some((frame.column(name)?, dataset.column(name)?))).collect();
        let places = questions.iter().enumerate().map(|(place, question)| (question.index.as_str(), place)).collect();
        Self { part, questions, places, columns, dataset, known: 0, others: 0 }
    }

    /// The place in the plan; blank cells of a row agree with any text.
    pub(super) fn place(&mut self, row: usize, index: &str) -> Option<usize> {
        let place = *self.places.get(index)?;
        let dataset_row = self.questions.get(place)?.row;
        let agrees = self.columns.iter().all(|(column, id)| {
            let cell = column.values.get(row).filter(|cell| !is_blank(cell));
            cell.is_none_or(|cell| is_same(cell, &self.dataset.value(dataset_row, *id)))
        });
        self.known += 1;
        self.others += u64::from(!agrees);
        agrees.then_some(place)
    }

    /// Refuses a file most of whose rows are of another dataset.
    pub(super) fn check(&self) -> Result<(), MergeError> {
        if self.others <= self.known / 2 {
            return Ok(());
        }
        Err(MergeError::OtherQuestions { part: self.part.to_owned(), others: self.others, of: self.known })
    }
}

/// What VLMEvalKit writes instead of an answer.
const FAILURE: &str = "Failed to obtain answer";

/// The predictions of a file for the questions of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Place in the plan and prediction.
    pub predictions: Vec<(usize, String)>,
    /// Rows whose prediction is blank or a failure; they will be asked.
    pub unanswered: usize,
    /// Rows of other questions, without index, or with an index of the plan but other texts.
    pub others: usize,
}

impl Imported {
    /// The predictions as records of a journal to resume from; `now` is in milliseconds since 1970.
    pub fn records(&self, questions: &[String], now: u64) -> Vec<Record> {
        let record = |(place, text): &(usize, String)| {
            let answer = Answer {
                text: text.clone(),
                thinking: None,
                finish: Finish::Other("imported".to_owned()),
                usage: None,
                model: None,
                letters: None,
            };
            let outcome = Outcome::Answered(answer);
            let index = questions.get(*place)?.clone();
            Some(Record { index, tries: 0, ended: now, took: 0, outcome, usage: None, cost: None, again: false })
        };
        self.predictions.iter().filter_map(record).collect()
    }
}

/// Reads the predictions of a plan's questions, to ask only the others; of an index with several rows the first that
/// is answered counts. Thoughts are not read back. Indices are the same in many datasets, so that question and options
/// are compared where the file has them.
pub fn import_predictions(
    name: &str,
    frame: &Frame,
    questions: &[Question],
    dataset: &Dataset,
) -> Result<Imported, MergeError> {
    let column = |column: &str| {
        let missing = || MergeError::MissingColumn { part: name.to_owned(), name: column.to_owned() };
        frame.column(column).ok_or_else(missing)
    };
    let (index, prediction) = (column("index")?, column("prediction")?);
    let mut rows = RowMatcher::new(name, frame, questions, dataset);
    let mut imported = Imported::default();
    let mut taken = vec![false; questions.len()];
    for (row, (index, prediction)) in index.values.iter().zip(&prediction.values).enumerate() {
        let Some(place) = IndexKey::of(index).and_then(|key| rows.place(row, &key.to_string())) else {
            imported.others += 1;
            continue;
        };
        match answer(prediction) {
            None => imported.unanswered += 1,
            Some(text) if !taken[place] => {
                taken[place] = true;
                imported.predictions.push((place, text));
            }
            Some(_) => {}
        }
    }
    rows.check()?;
    imported.predictions.sort_by_key(|(place, _)| *place);
    Ok(imported)
}

fn answer(prediction: &Value) -> Option<String> {
    if prediction.is_missing() {
        return None;
    }
    let text = prediction.to_python_text();
    let is_answer = !text.trim().is_empty() && !text.contains(FAILURE);
    is_answer.then_some(text)
}
