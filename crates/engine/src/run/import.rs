//! Prediction files to go on from.

use std::collections::HashMap;

use super::texts::{Matches, Texts};
use super::{MergeError, Outcome, Question, Record};
use crate::dataset::{Dataset, IndexKey};
use crate::endpoint::{Answer, Finish};
use crate::table::{Frame, Value};

/// What VLMEvalKit writes in place of an answer.
const FAILURE: &str = "Failed to obtain answer";

/// What a prediction file holds of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Place in the plan and prediction.
    pub predictions: Vec<(usize, String)>,
    /// Rows whose prediction is blank or tells a failure: they will be asked.
    pub unanswered: usize,
    /// Rows of other questions, without index, or with an index of the plan but other texts.
    pub others: usize,
}

impl Imported {
    /// The predictions as records of a journal, so that a run goes on from them; `now` is in milliseconds since 1970.
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
///
/// # Errors
/// [`MergeError::MissingColumn`], [`MergeError::OtherQuestions`].
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
    let places: HashMap<&str, usize> =
        questions.iter().enumerate().map(|(place, question)| (question.index.as_str(), place)).collect();
    let (texts, mut matches) = (Texts::of(frame, dataset), Matches::default());
    let mut imported = Imported::default();
    let mut taken = vec![false; questions.len()];
    for (row, (index, prediction)) in index.values.iter().zip(&prediction.values).enumerate() {
        let place = IndexKey::of(index).and_then(|key| places.get(key.to_string().as_str()).copied());
        let Some(place) = place else {
            imported.others += 1;
            continue;
        };
        let agrees = texts.agree(row, questions[place].row);
        matches.count(agrees);
        if !agrees {
            imported.others += 1;
            continue;
        }
        match answer(prediction) {
            None => imported.unanswered += 1,
            Some(text) if !taken[place] => {
                taken[place] = true;
                imported.predictions.push((place, text));
            }
            Some(_) => {}
        }
    }
    matches.check(name)?;
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

#[cfg(test)]
mod tests {
    use super::super::RunHeader;
    use super::super::texts::tests::{plan_of, with_column};
    use super::*;
    use crate::table::Column;

    #[test]
    fn only_answers_are_taken_over() {
        let column = |name: &str, values| Column { name: Value::text(name), values };
        let rows = [
            (Value::Int(2), Value::text("C")),
            (Value::Float(1.0), Value::Int(7)),
            (Value::Int(0), Value::Missing),
            (Value::Int(3), Value::text("Failed to obtain answer via API. ")),
            (Value::Int(4), Value::text(" \n")),
            (Value::Int(2), Value::text("D")),
            (Value::Int(99), Value::text("A")),
            (Value::Missing, Value::text("A")),
        ];
        let (index, prediction) = rows.into_iter().unzip();
        let frame = Frame::new(vec![column("index", index), column("prediction", prediction)]);
        let (dataset, questions) = plan_of(5);
        let imported = import_predictions("p.xlsx", &frame, &questions, &dataset).unwrap();
        assert_eq!(imported.predictions, [(1, "7".to_owned()), (2, "C".to_owned())]);
        assert_eq!((imported.unanswered, imported.others), (3, 2));
        let records = imported.records(&RunHeader::indices(&questions), 5);
        assert_eq!((records[0].index.as_str(), records[0].answer().unwrap().text.as_str()), ("1", "7"));
        let missing = MergeError::MissingColumn { part: "p.xlsx".to_owned(), name: "index".to_owned() };
        assert_eq!(import_predictions("p.xlsx", &Frame::default(), &questions, &dataset), Err(missing));
    }

    #[test]
    fn predictions_of_another_dataset_are_not_taken() {
        let column = |name: &str, values| Column { name: Value::text(name), values };
        let mut frame = Frame::new(vec![
            column("index", (0..3).map(Value::Int).collect()),
            column("prediction", ["A", "B", "C"].map(Value::text).to_vec()),
        ]);
        let (dataset, questions) = plan_of(3);
        with_column(&mut frame, "question", &["Which 0?", "Where is it?", "Which 2?"]);
        let imported = import_predictions("p.tsv", &frame, &questions, &dataset).unwrap();
        assert_eq!(imported.predictions, [(0, "A".to_owned()), (2, "C".to_owned())]);
        assert_eq!((imported.unanswered, imported.others), (0, 1));
        with_column(&mut frame, "A", &["kidney", "heart 1", "heart 2"]);
        let refused = MergeError::OtherQuestions { part: "p.tsv".to_owned(), others: 2, of: 3 };
        assert_eq!(import_predictions("p.tsv", &frame, &questions, &dataset), Err(refused));
    }
}
