//! Runs: what they are made of, and what they become.
#![expect(clippy::unwrap_used, reason = "a test's helpers may panic, too")]

mod cost;
mod failure;
mod journal;
mod judge;
mod merge;
mod plan;
mod progress;
mod prompt;
mod results;
mod scheduler;
mod send_image;

use engine::dataset::{Dataset, DatasetBuilder};
use engine::endpoint::{Answer, Endpoint, EndpointError, EndpointErrorKind, Finish, Sampling, Usage};
use engine::run::{Model, Outcome, PictureSettings, Price, PromptSettings, Question, Record, RunHeader, RunLimits};
use engine::selection::Selection;
use engine::table::{Column, Frame, Value};

fn header(questions: &[&str]) -> RunHeader {
    RunHeader {
        version: RunHeader::VERSION,
        id: "run-1".to_owned(),
        software: "GMAI Scope 0.1.0".to_owned(),
        begun: 1_795_435_200_000,
        dataset: "GMAI-MMBench_VAL".to_owned(),
        model: Model::Remote(Endpoint { model: "maker/seer:1".to_owned(), ..Endpoint::default() }),
        sampling: Sampling::default(),
        prompt: PromptSettings::default(),
        prompt_sha256: "0".to_owned(),
        pictures: PictureSettings::default(),
        limits: RunLimits::default(),
        price: Price::default(),
        selection: Selection::default(),
        sample: None,
        shard: None,
        concessions: Vec::new(),
        questions: questions.iter().map(|index| (*index).to_owned()).collect(),
    }
}

fn answered(index: &str, text: &str) -> Record {
    let answer = Answer {
        text: text.to_owned(),
        thinking: None,
        finish: Finish::Stop,
        usage: Some(Usage { input: 1000, output: 10 }),
        model: None,
        letters: None,
    };
    Record {
        index: index.to_owned(),
        tries: 1,
        ended: 1_795_435_201_000,
        took: 900,
        outcome: Outcome::Answered(answer),
        usage: None,
        cost: None,
        again: false,
    }
}

fn failed(index: &str) -> Record {
    let error = EndpointError::without_reply(EndpointErrorKind::Timeout, "");
    Record { outcome: Outcome::Failed(error.into()), ..answered(index, "") }
}

/// A dataset of so many questions, and the plan of them all.
fn plan_of(count: usize) -> (Dataset, Vec<Question>) {
    let rows = (0..count).map(|row| format!("{row}\tWhich {row}?\theart {row}\tliver\n"));
    let text: String = std::iter::once("index\tquestion\tA\tB\n".to_owned()).chain(rows).collect();
    let mut builder = DatasetBuilder::new();
    builder.begin_part("D_VAL.tsv");
    builder.feed(text.as_bytes()).unwrap();
    builder.end_part().unwrap();
    let questions = (0..count).map(|row| Question { row, index: row.to_string() }).collect();
    (builder.finish(), questions)
}

/// Adds a column to a table.
fn with_column(frame: &mut Frame, name: &str, texts: &[&str]) {
    let values = texts.iter().map(|text| Value::text(text)).collect();
    frame.update(|columns| columns.push(Column::named(name, values)));
}
