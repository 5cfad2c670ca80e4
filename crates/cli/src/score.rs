//! `gmai-scope score`

use std::fmt::Display;
use std::path::PathBuf;
use std::process::ExitCode;

use engine::scoring::{RuleSet, ScoreJson, Scored, Truth};

use crate::input::{Refusal, predictions_help, read_loadable, read_predictions};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Dataset with answers; once for each part
    #[arg(long, required = true, value_name = "TSV")]
    dataset: Vec<PathBuf>,
    #[arg(long, value_name = "FILE", help = predictions_help())]
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

fn score(arguments: &Arguments) -> Result<String, Refusal> {
    let dataset = read_loadable(&arguments.dataset)?;
    let predictions = read_predictions(&arguments.predictions)?;
    let scored = Scored::new(&predictions, &Truth::of(&dataset)?, arguments.rules.unwrap_or_default());
    serde_json::to_string(&ScoreJson::new(&predictions, &scored)?).map_err(|error| Refusal::new("Json", &error))
}
