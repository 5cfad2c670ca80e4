//! Prediction files to resume a run from.

use super::merge::RowMatcher;
use super::{MergeError, Outcome, Question, Record};
use crate::answer::{Answer, Finish};
use crate::dataset::{Dataset, IndexKey};
use crate::table::{Frame, Value};

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
