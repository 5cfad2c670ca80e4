//! What the prediction files say to one question.

use super::outbox::Answer;
use super::session::{LoadedPredictions, Session, count};
use engine::dataset::{Dataset, IndexKey};
use engine::scoring::{Prepared, RuleSet, extract};
use engine::table::Value;
use protocol::{Failure, FoundPrediction, PredictionOf, Reply};

/// Characters of a prediction that the question view shows.
const SHOWN: usize = 20_000;

/// The predictions for a question of the dataset, with the letter that each rule set's extraction gives.
///
/// Files are looked through anew each time: comparing 25,831 numbers takes less than a millisecond.
pub(super) fn predictions_of(session: &Session, row: u32, rules: RuleSet) -> Result<Answer, Failure> {
    let questions = session.dataset()?.questions();
    let key = key_of(questions, row as usize);
    let answer = questions.column("answer").map(|column| questions.value(row as usize, column));
    // Without an answer a letter is neither right nor wrong.
    let answer = answer.filter(|answer| !answer.is_missing());
    let found = session.all_predictions().iter().map(|file| prediction_of(file, key.as_ref(), answer.as_ref(), rules));
    Ok(Reply::PredictionsOf(found.collect()).into())
}

fn prediction_of(
    file: &LoadedPredictions,
    key: Option<&IndexKey>,
    answer: Option<&Value>,
    rules: RuleSet,
) -> PredictionOf {
    let index = file.table.frame().column("index").map_or(&[][..], |column| &column.values);
    let has_key = |value: &Value| key.is_some() && IndexKey::of(value).as_ref() == key;
    let last = index.iter().rposition(has_key);
    PredictionOf {
        predictions: file.state.id,
        rows: count(index.iter().filter(|value| has_key(value)).count()),
        found: last.map(|row| found(&file.table, row, answer, rules)),
    }
}

fn found(table: &Prepared, row: usize, answer: Option<&Value>, rules: RuleSet) -> FoundPrediction {
    let prediction = table.prediction(row);
    let extraction = extract(prediction, &table.options(row), rules);
    let is_answer = |answer: &Value| answer.as_text() == Some(extraction.letter.encode_utf8(&mut [0; 4]));
    FoundPrediction {
        prediction: prediction.chars().take(SHOWN).collect(),
        cut: count(prediction.chars().count().saturating_sub(SHOWN)),
        letter: extraction.letter,
        rule: extraction.rule,
        hit: answer.map(is_answer),
    }
}

/// The index as VLMEvalKit compares it; while the dataset is being read, a number wherever it reads as one.
fn key_of(questions: &Dataset, row: usize) -> Option<IndexKey> {
    let as_read = || {
        let text = questions.text(row, questions.column("index")?)?;
        Some(text.parse().map_or_else(|_| IndexKey::Text(text.into()), IndexKey::Int))
    };
    questions.index_key(row).or_else(as_read)
}
