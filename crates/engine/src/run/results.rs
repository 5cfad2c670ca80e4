//! What a run becomes: a prediction file, a manifest, transcripts.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::journal::json_line;
use super::{Outcome, Record, RunHeader, Standing};
use crate::dataset::{Dataset, IndexKey};
use crate::endpoint::{Answer, Finish, Usage};
use crate::local::LetterScores;
use crate::table::{Column, Frame, Value};

const LETTER_PROBABILITIES: &str = "letter_probabilities";
const CHOICE_MASS: &str = "choice_mass";

/// Why each answer ended; a column only where an answer was cut at the limit of tokens.
pub const FINISH_REASON: &str = "finish_reason";

/// Whether thoughts get a column of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Thinking {
    /// As VLMEvalKit under `SPLIT_THINK`: a column `thinking` behind the prediction.
    Column,
    /// Left out.
    Dropped,
}

/// The prediction file of the answers: the dataset's columns without the picture, then `prediction`, always text. Rows
/// are in the order of the dataset; questions without an answer are left out, so that none counts as answered emptily.
pub fn prediction_frame(dataset: &Dataset, rows: &[(usize, &Answer)], thinking: Thinking) -> Frame {
    let mut rows = rows.to_vec();
    rows.sort_by_key(|(row, _)| *row);
    let column = |name: &str, values| Column { name: Value::text(name), values };
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

/// How probable the letters were, as JSON, and any of them at all; only where a model tells, since VLMEvalKit knows no
/// such columns (and leaves them alone).
fn letter_columns(rows: &[(usize, &Answer)]) -> Vec<Column> {
    if rows.iter().all(|(_, answer)| answer.letters.is_none()) {
        return Vec::new();
    }
    let column = |name: &str, print: fn(&LetterScores) -> Value| Column {
        name: Value::text(name),
        values: rows.iter().map(|(_, answer)| answer.letters.as_ref().map_or(Value::Missing, print)).collect(),
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

/// What made the answers, and how many there are; goes with the prediction file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// All that the run was set to; its list of questions is left out.
    #[serde(flatten)]
    pub run: RunHeader,
    /// When the last question ended, in milliseconds since 1970.
    pub ended: Option<u64>,
    /// How the questions ended.
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

/// How questions ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Questions of the plan.
    pub planned: u32,
    /// Answered.
    pub answered: u32,
    /// Of these, answers cut at the limit of tokens.
    pub cut: u32,
    /// Failed for good.
    pub failed: u32,
    /// Never ended.
    pub unasked: u32,
}

impl Manifest {
    /// Sums up a run and its records.
    pub fn new(header: &RunHeader, records: &[Record]) -> Self {
        let standing = Standing::new(&header.questions, records);
        let mut run = header.clone();
        run.questions = Vec::new();
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let ended: Vec<&Record> = standing.records.iter().flatten().copied().collect();
        let answers: Vec<&Answer> = ended.iter().filter_map(|record| record.answer()).collect();
        let used = answers.iter().filter_map(|answer| answer.usage);
        let usage = used.fold(Usage::default(), Usage::plus);
        let (mut failures, mut finishes) = (BTreeMap::new(), BTreeMap::new());
        for record in &ended {
            match &record.outcome {
                Outcome::Failed(failure) => *failures.entry(failure.name()).or_default() += 1,
                Outcome::Answered(answer) => *finishes.entry(answer.finish.word().to_owned()).or_default() += 1,
            }
        }
        Self {
            run,
            ended: ended.iter().map(|record| record.ended).max(),
            counts: Counts {
                planned: number(standing.records.len()),
                answered: number(answers.len()),
                cut: number(ended.iter().filter(|record| record.is_cut()).count()),
                failed: number(ended.len() - answers.len()),
                unasked: number(standing.records.len() - ended.len()),
            },
            usage,
            cost: header.price.of_records(records, header.limits.expected()),
            failures,
            finishes,
        }
    }
}

/// A line of the transcripts: what was asked in words, and all of the record.
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
pub fn answered_rows<'j>(dataset: &Dataset, header: &RunHeader, standing: &Standing<'j>) -> Vec<(usize, &'j Answer)> {
    let answers: HashMap<&str, &Answer> = header
        .questions
        .iter()
        .zip(&standing.records)
        .filter_map(|(index, record)| Some((index.as_str(), record.as_ref()?.answer()?)))
        .collect();
    // VLMEvalKit, too, gives every row of an index the same answer.
    let row = |row| Some((row, *answers.get(dataset.index_key(row)?.to_string().as_str())?));
    (0..dataset.row_count()).filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::super::journal::tests::{answered, failed, header};
    use super::*;

    #[test]
    fn names_are_those_of_vlmevalkit() {
        assert_eq!(file_stem("gpt-4o", "GMAI-MMBench_VAL"), "gpt-4o_GMAI-MMBench_VAL");
        assert_eq!(file_stem("Qwen/Qwen2.5-VL:7b", "GMAI-MMBench_VAL"), "Qwen2.5-VL-7b_GMAI-MMBench_VAL");
    }

    #[test]
    fn a_manifest_counts_what_the_file_leaves_out() {
        let header = header(&["0", "1", "2", "3"]);
        let mut cut = answered("3", "B, since");
        let Outcome::Answered(answer) = &mut cut.outcome else { panic!("answered") };
        (answer.finish, answer.usage) = (Finish::Length, Some(Usage { input: u64::MAX, output: 10 }));
        let manifest = Manifest::new(&header, &[answered("0", "A"), failed("1"), cut]);
        let finishes = [("length".to_owned(), 1), ("stop".to_owned(), 1)];
        assert_eq!(manifest.finishes, finishes.into());
        assert_eq!(manifest.counts, Counts { planned: 4, answered: 2, cut: 1, failed: 1, unasked: 1 });
        assert_eq!(manifest.usage, Usage { input: u64::MAX, output: 20 }, "sums of numbers from servers saturate");
        assert_eq!(manifest.failures.into_iter().collect::<Vec<_>>(), [("timeout".to_owned(), 1)]);
    }

    #[test]
    fn transcripts_hold_question_and_record() {
        let line = transcript_line(None, "Question: which?\n", &answered("0", "A"));
        let json: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(json["question"], "Question: which?\n");
        assert_eq!(json["outcome"]["answered"]["text"], "A");
        assert_eq!(json.get("system"), None);
        assert!(line.ends_with('\n') && line.lines().count() == 1);
    }
}
