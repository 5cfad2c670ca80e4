//! Scores a prediction file against a dataset and prints one JSON object.
//!
//! ```text
//! cargo run --release --quiet --example score -- --dataset D.tsv --predictions P.ext [--rules r2024|r2025|r2026]
//! ```
//!
//! Where VLMEvalKit gives no score the object is `{"error": {"kind", "message"}}` and the exit code 1.

use std::fmt::Display;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use engine::dataset::{Dataset, DatasetBuilder};
use engine::limits::{Limit, Spot};
use engine::scoring::{Prepared, RuleSet, ScoreJson, Scored, Truth};
use engine::table::{self, Frame};
use protocol::Failure;

const USAGE: &str = "usage: score --dataset D.tsv --predictions P.ext [--rules r2024|r2025|r2026]";

/// Bytes of the dataset in memory at a time.
const PIECE: usize = 1 << 20;

fn main() -> ExitCode {
    let outcome = Arguments::parse(std::env::args().skip(1)).and_then(|arguments| score(&arguments));
    match outcome {
        Ok(json) => {
            println!("{json}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("{}", serde_json::json!({ "error": { "kind": error.kind, "message": error.message } }));
            ExitCode::FAILURE
        }
    }
}

/// What is printed instead of a score.
struct Error {
    kind: String,
    message: String,
}

impl Error {
    fn new(kind: &str, message: &dyn Display) -> Self {
        Self { kind: kind.to_owned(), message: message.to_string() }
    }
}

impl<F: Into<Failure>> From<F> for Error {
    fn from(failure: F) -> Self {
        let failure = failure.into();
        Self { kind: failure.kind(), message: failure.to_string() }
    }
}

struct Arguments {
    dataset: String,
    predictions: String,
    rules: RuleSet,
}

impl Arguments {
    fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, Error> {
        let (mut dataset, mut predictions, mut rules) = (None, None, RuleSet::default());
        while let Some(word) = words.next() {
            let value = words.next().ok_or_else(|| Error::new("Usage", &USAGE))?;
            match word.as_str() {
                "--dataset" => dataset = Some(value),
                "--predictions" => predictions = Some(value),
                "--rules" => rules = value.parse().map_err(|message: String| Error::new("Usage", &message))?,
                _ => return Err(Error::new("Usage", &USAGE)),
            }
        }
        match (dataset, predictions) {
            (Some(dataset), Some(predictions)) => Ok(Self { dataset, predictions, rules }),
            _ => Err(Error::new("Usage", &USAGE)),
        }
    }
}

fn score(arguments: &Arguments) -> Result<String, Error> {
    let dataset = read_dataset(Path::new(&arguments.dataset))?;
    if let Some(refusal) = dataset.refusal() {
        return Err(refusal.clone().into());
    }
    let predictions = Prepared::of_file(&arguments.predictions, read_predictions(&arguments.predictions)?)?;
    let scored = Scored::new(&predictions, &Truth::of(&dataset)?, arguments.rules);
    let json = ScoreJson::new(&predictions, &scored)?;
    serde_json::to_string(&json).map_err(|error| Error::new("Json", &error))
}

fn read_predictions(path: &str) -> Result<Frame, Error> {
    let size = std::fs::metadata(path).map_err(|error| Error::new("Io", &error))?.len();
    Limit::FileBytes.check(size, Spot::File)?;
    let bytes = std::fs::read(path).map_err(|error| Error::new("Io", &error))?;
    Ok(table::read(path, &bytes)?)
}

fn read_dataset(path: &Path) -> Result<Dataset, Error> {
    let mut file = File::open(path).map_err(|error| Error::new("Io", &error))?;
    let mut builder = DatasetBuilder::new();
    builder.begin_part(&path.to_string_lossy());
    let mut piece = vec![0; PIECE];
    loop {
        let length = file.read(&mut piece).map_err(|error| Error::new("Io", &error))?;
        if length == 0 {
            break;
        }
        builder.feed(&piece[..length])?;
    }
    builder.end_part()?;
    Ok(builder.finish())
}
