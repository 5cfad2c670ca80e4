//! `gmai-scope score`

use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use engine::limits::{Limit, Spot};
use engine::scoring::{Prepared, RuleSet, ScoreJson, Scored, Truth};
use engine::table::{self, Frame};
use protocol::Failure;

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
    match score(arguments) {
        Ok(json) => {
            println!("{json}");
            ExitCode::SUCCESS
        }
        Err(Refusal { kind, message }) => refuse(&kind, &message),
    }
}

/// Prints why there is no score.
pub(crate) fn refuse(kind: &str, message: &dyn Display) -> ExitCode {
    println!("{}", serde_json::json!({ "error": { "kind": kind, "message": message.to_string() } }));
    ExitCode::FAILURE
}

struct Refusal {
    kind: String,
    message: String,
}

impl<F: Into<Failure>> From<F> for Refusal {
    fn from(failure: F) -> Self {
        let failure = failure.into();
        Self { kind: failure.kind(), message: failure.to_string() }
    }
}

impl From<ReadError> for Refusal {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Dataset(error) => error.into(),
            error @ ReadError::Io { .. } => Self { kind: "Io".to_owned(), message: error.to_string() },
        }
    }
}

fn score(arguments: &Arguments) -> Result<String, Refusal> {
    let dataset = read_dataset(&arguments.dataset)?;
    if let Some(refusal) = dataset.refusal() {
        return Err(refusal.clone().into());
    }
    let frame = read_predictions(&arguments.predictions)?;
    let predictions = Prepared::of_file(&arguments.predictions.to_string_lossy(), frame)?;
    let scored = Scored::new(&predictions, &Truth::of(&dataset)?, arguments.rules.unwrap_or_default());
    let json = ScoreJson::new(&predictions, &scored)?;
    serde_json::to_string(&json).map_err(|error| Refusal { kind: "Json".to_owned(), message: error.to_string() })
}

fn read_predictions(path: &Path) -> Result<Frame, Refusal> {
    let size = fs::metadata(path).map_err(ReadError::io(path))?.len();
    Limit::FileBytes.check(size, Spot::File)?;
    let bytes = fs::read(path).map_err(ReadError::io(path))?;
    Ok(table::read(&path.to_string_lossy(), &bytes)?)
}
