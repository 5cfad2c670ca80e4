//! `gmai-scope score`

use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use engine::dataset::{Dataset, DatasetError};
use engine::limits::{Limit, Spot};
use engine::scoring::{Prepared, RuleSet, ScoreError, ScoreJson, Scored, Truth};
use engine::table::{self, TableError};

use crate::input::{ReadError, read_dataset};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Dataset with answers; once for each part
    #[arg(long, required = true, value_name = "TSV")]
    dataset: Vec<PathBuf>,
    /// Prediction file: xlsx, tsv, csv, json or jsonl
    #[arg(long, value_name = "FILE")]
    predictions: PathBuf,
    /// Rule set: r2024 (the published leaderboard's), r2025 or r2026 [default: the current one]
    #[arg(long)]
    rules: Option<RuleSet>,
}

/// Prints the score.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    print(score(arguments))
}

/// Prints one JSON object, or why there is none.
pub(crate) fn print(outcome: Result<String, Refusal>) -> ExitCode {
    match outcome {
        Ok(json) => {
            println!("{json}");
            ExitCode::SUCCESS
        }
        Err(Refusal { kind, message }) => refuse(&kind, &message),
    }
}

/// Prints why there is no result.
pub(crate) fn refuse(kind: &str, message: &dyn Display) -> ExitCode {
    println!("{}", serde_json::json!({ "error": { "kind": kind, "message": message.to_string() } }));
    ExitCode::FAILURE
}

/// Why there is no result.
pub(crate) struct Refusal {
    kind: String,
    message: String,
}

impl From<DatasetError> for Refusal {
    fn from(error: DatasetError) -> Self {
        Self::new(error.kind(), &error)
    }
}

impl From<TableError> for Refusal {
    fn from(error: TableError) -> Self {
        Self::new(error.kind(), &error)
    }
}

impl From<ScoreError> for Refusal {
    fn from(error: ScoreError) -> Self {
        Self::new(error.kind(), &error)
    }
}

impl From<ReadError> for Refusal {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Dataset(error) => error.into(),
            error @ ReadError::Io { .. } => Self::new("Io", &error),
        }
    }
}

impl Refusal {
    pub(crate) fn new(kind: &str, message: &dyn Display) -> Self {
        Self { kind: kind.to_owned(), message: message.to_string() }
    }
}

fn score(arguments: &Arguments) -> Result<String, Refusal> {
    let dataset = read_loadable(&arguments.dataset)?;
    let predictions = read_predictions(&arguments.predictions)?;
    let scored = Scored::new(&predictions, &Truth::of(&dataset)?, arguments.rules.unwrap_or_default());
    serde_json::to_string(&ScoreJson::new(&predictions, &scored)?).map_err(|error| Refusal::new("Json", &error))
}

/// Reads a dataset that VLMEvalKit would load.
pub(crate) fn read_loadable(parts: &[PathBuf]) -> Result<Dataset, Refusal> {
    let dataset = read_dataset(parts)?;
    match dataset.refusal() {
        Some(refusal) => Err(refusal.clone().into()),
        None => Ok(dataset),
    }
}

/// Reads a prediction file for scoring.
pub(crate) fn read_predictions(path: &Path) -> Result<Prepared, Refusal> {
    let size = fs::metadata(path).map_err(ReadError::io(path))?.len();
    Limit::FileBytes.check(size, Spot::File)?;
    let bytes = fs::read(path).map_err(ReadError::io(path))?;
    let name = path.to_string_lossy();
    Ok(Prepared::of_file(&name, table::read(&name, &bytes)?)?)
}
