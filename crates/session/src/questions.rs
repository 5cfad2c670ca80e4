//! Questions as the page shows them.

use engine::dataset::{Dataset, IndexKey};
use engine::option_column::is_option;
use engine::scoring::{Prepared, RuleSet, extract};
use engine::table::Value;
use engine::table::typing::is_nan_word;
use protocol::{Failure, FoundPrediction, Missing, PredictionOf, QuestionView, RowSummary};

use crate::images;
use crate::loaded::{Loaded, LoadedPredictions, Shared, count, not_loaded};

/// Columns that the question view shows in a place of their own.
const SHOWN_APART: [&str; 5] = ["index", "question", "hint", "image", "answer"];

/// Characters of a prediction that the question view shows.
const PREDICTION_SHOWN: usize = 20_000;

pub(crate) fn find(loaded: &Loaded, index: &str) -> Result<Option<u32>, Failure> {
    Ok(loaded.dataset()?.questions().find_text(index.trim()).map(count))
}

pub(crate) async fn question(session: &Shared, row: u32) -> Result<QuestionView, Failure> {
    let mut view = {
        let session = session.borrow();
        let questions = session.dataset()?.questions();
        if row >= count(questions.row_count()) {
            return Err(not_loaded(Missing::Row));
        }
        view(questions, row)
    };
    view.pictures = images::count_of(session, row).await;
    Ok(view)
}

pub(crate) fn summary(questions: &Dataset, row: u32) -> RowSummary {
    let text = |column: &str| text_of(questions, row, column).unwrap_or_default();
    RowSummary {
        row,
        index: text("index"),
        question: text("question"),
        marks: Vec::new(),
        modality: text("modality"),
        task: text("clinical VQA task"),
        department: text("department"),
        granularity: text("perceptual granularity"),
        outcomes: Vec::new(),
    }
}

fn view(questions: &Dataset, row: u32) -> QuestionView {
    let is_metadata = |name: &&String| !SHOWN_APART.contains(&name.as_str()) && !is_option(name);
    let metadata = questions.columns().iter().filter(is_metadata);
    QuestionView {
        row,
        index: text_of(questions, row, "index").unwrap_or_default(),
        question: text_of(questions, row, "question").unwrap_or_default(),
        hint: text_of(questions, row, "hint"),
        options: questions.letters(row as usize),
        answer: text_of(questions, row, "answer").filter(|answer| !is_nan_word(answer.trim())),
        metadata: metadata.filter_map(|name| Some((name.clone(), text_of(questions, row, name)?))).collect(),
        pictures: Ok(0),
        picture_of: questions.image_cell(row as usize).and_then(|cell| cell.reference).map(str::to_owned),
    }
}

fn text_of(questions: &Dataset, row: u32, column: &str) -> Option<String> {
    questions.text(row as usize, questions.column(column)?).map(str::to_owned)
}

/// The predictions for a question of the dataset, with the letter that each rule set's extraction gives.
///
/// Files are looked through each time: comparing 25,831 numbers takes less than a millisecond.
pub(crate) fn predictions_of(loaded: &Loaded, row: u32, rules: RuleSet) -> Result<Vec<PredictionOf>, Failure> {
    let questions = loaded.dataset()?.questions();
    let key = key_of(questions, row as usize);
    let answer = questions.column("answer").map(|column| questions.value(row as usize, column));
    // Without an answer a letter is neither right nor wrong.
    let answer = answer.filter(|answer| !answer.is_missing());
    let found = loaded.all_predictions().iter().map(|file| prediction_of(file, key.as_ref(), answer.as_ref(), rules));
    Ok(found.collect())
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
        prediction: prediction.chars().take(PREDICTION_SHOWN).collect(),
        cut: count(prediction.chars().count().saturating_sub(PREDICTION_SHOWN)),
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
