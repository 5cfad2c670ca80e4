//! The files of a run: predictions, a manifest, transcripts.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::journal::json_line;
use super::{LatestRecords, Outcome, Record, RunHeader};
use crate::answer::{Answer, FINISH_REASON, Finish, LETTER_PROBABILITIES, LetterScores, Usage};
use crate::dataset::{Dataset, IndexKey};
use crate::table::{Column, Frame, Value};

const CHOICE_MASS: &str = "choice_mass";

/// Whether the model's thoughts get a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Thinking {
    /// As VLMEvalKit under `SPLIT_THINK`: a column `thinking` behind the prediction.
    Column,
    Dropped,
}

/// The prediction file of the answers: the dataset's columns without the image, then `prediction`, always text. Rows
/// are in the order of the dataset; questions without an answer are left out, so that none counts as answered emptily.
pub fn prediction_frame(dataset: &Dataset, rows: &[(usize, &Answer)], thinking: Thinking) -> Frame {
    let mut rows = rows.to_vec();
    rows.sort_by_key(|(row, _)| *row);
    let column = Column::named;
    let mut columns = Vec::new();
    for name in dataset.columns().iter().filter(|name| *name != "image") {
        let Some(id) = dataset.column(name) else { continue };
        let cell = |row| if name == "index" { index_value(dataset, row) } else { dataset.value(row, id) };
        columns.push(column(name, rows.iter().map(|(row, _)| cell(*row)).collect()));
    }
    columns.retain(|column| {
        !matches!(
            column.name.as_text(),
            Some("prediction" | "thinking" | LETTER_PROBABILITIES | CHOICE_MASS | FINISH_REASON)
        )
    });
    columns.push(column("prediction", rows.iter().map(|(_, answer)| Value::text(&answer.text)).collect()));
    columns.extend(letter_columns(&rows));
    if rows.iter().any(|(_, answer)| answer.finish == Finish::Length) {
        columns.push(column(FINISH_REASON, rows.iter().map(|(_, answer)| Value::text(answer.finish.word())).collect()));
    }
    if thinking == Thinking::Column {
        let thoughts = |answer: &Answer| Value::text(answer.thinking.as_deref().unwrap_or_default());
        columns.push(column("thinking", rows.iter().map(|(_, answer)| thoughts(answer)).collect()));
    }
    Frame::new(columns)
}

/// Probabilities of the letters as JSON, and of any of them; only where a model returns them. VLMEvalKit ignores these
/// columns.
fn letter_columns(rows: &[(usize, &Answer)]) -> Vec<Column> {
    if rows.iter().all(|(_, answer)| answer.letters.is_none()) {
        return Vec::new();
    }
    let column = |name: &str, print: fn(&LetterScores) -> Value| {
        let value = |(_, answer): &(usize, &Answer)| answer.letters.as_ref().map_or(Value::Missing, print);
        Column::named(name, rows.iter().map(value).collect())
    };
    vec![
        column(LETTER_PROBABILITIES, |letters| Value::text(&letters.to_json())),
        column(CHOICE_MASS, |letters| Value::Float(letters.choice_mass)),
    ]
}

/// The index as VLMEvalKit holds it after loading the dataset.
fn index_value(dataset: &Dataset, row: usize) -> Value {
    match dataset.index_key(row) {
        Some(IndexKey::Int(number)) => Value::Int(number),
        Some(key) => Value::text(&key.to_string()),
        None => Value::Missing,
    }
}

/// The name of the prediction file without extension, as VLMEvalKit has it: `MODEL_DATASET`. Characters that file names
/// cannot have become `-`.
pub fn file_stem(model: &str, dataset: &str) -> String {
    let clean = |character: char| {
        let is_bad = character.is_control() || "/\\:*?\"<>|".contains(character);
        if is_bad { '-' } else { character }
    };
    let model = model.rsplit('/').next().unwrap_or(model);
    format!("{model}_{dataset}").chars().map(clean).collect()
}

/// The settings and the outcome of a run; accompanies the prediction file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The settings, without the list of questions.
    #[serde(flatten)]
    pub run: RunHeader,
    /// When the last question ended, in milliseconds since 1970.
    pub ended: Option<u64>,
    pub counts: Counts,
    /// Tokens of the answers by the server's count.
    pub usage: Usage,
    /// What all tries have cost, those without an answer included; as expected where the server does not count.
    pub cost: f64,
    /// Number of failed questions by kind of error.
    pub failures: BTreeMap<String, u32>,
    /// Number of answers by why they ended, in OpenAI's word or else the server's own; blank where it gave none.
    #[serde(default)]
    pub finishes: BTreeMap<String, u32>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Questions of the plan.
    pub planned: u32,
    pub answered: u32,
    /// Of these, answers cut at the limit of tokens.
    pub cut: u32,
    pub failed: u32,
    /// Never ended.
    pub unasked: u32,
}

impl Manifest {
    pub fn new(header: &RunHeader, records: &[Record]) -> Self {
        let latest = LatestRecords::new(&header.questions, records);
        let mut run = header.clone();
        run.questions = Vec::new();
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let ended: Vec<&Record> = latest.records.iter().flatten().copied().collect();
        let answers: Vec<&Answer> = ended.iter().filter_map(|record| record.answer()).collect();
        let used = answers.iter().filter_map(|answer| answer.usage);
        let usage = used.fold(Usage::default(), Usage::plus);
        let (mut failures, mut finishes) = (BTreeMap::new(), BTreeMap::new());
        for record in &ended {
            match &record.outcome {
                Outcome::Failed(failure) => *failures.entry(failure.name().to_owned()).or_default() += 1,
                Outcome::Answered(answer) => *finishes.entry(answer.finish.word().to_owned()).or_default() += 1,
            }
        }
        Self {
            run,
            ended: ended.iter().map(|record| record.ended).max(),
            counts: Counts {
                planned: number(latest.records.len()),
                answered: number(answers.len()),
                cut: number(ended.iter().filter(|record| record.is_cut()).count()),
                failed: number(ended.len() - answers.len()),
                unasked: number(latest.records.len() - ended.len()),
            },
            usage,
            cost: header.price.of_records(records, header.limits.expected()),
            failures,
            finishes,
        }
    }
}

/// A line of the transcripts: the text of the question and the record.
pub fn transcript_line(system: Option<&str>, question: &str, record: &Record) -> String {
    #[derive(Serialize)]
    struct Line<'l> {
        #[serde(skip_serializing_if = "Option::is_none")]
        system: Option<&'l str>,
        question: &'l str,
        #[serde(flatten)]
        record: &'l Record,
    }
    json_line(&Line { system, question, record })
}

/// The rows and answers of a plan, for [`prediction_frame`].
pub fn answered_rows<'j>(
    dataset: &Dataset,
    header: &RunHeader,
    latest: &LatestRecords<'j>,
) -> Vec<(usize, &'j Answer)> {
    let answers: HashMap<&str, &Answer> = header
        .questions
        .iter()
        .zip(&latest.records)
        .filter_map(|(index, record)| Some((index.as_str(), record.as_ref()?.answer()?)))
        .collect();
    // VLMEvalKit, too, gives every row of an index the same answer.
    let row = |row| Some((row, *answers.get(dataset.index_key(row)?.to_string().as_str())?));
    (0..dataset.row_count()).filter_map(row).collect()
}
