//! `gmai-scope compare`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use engine::compare::{Comparison, JoinNotes, Rated};
use engine::dataset::IndexKey;
use engine::scoring::{Prepared, RuleSet, Scored, Truth};

use crate::input::{Refusal, predictions_help, read_loadable, read_predictions};
use crate::score::print;

/// Indices that a note names.
const INDICES_SHOWN: usize = 20;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Dataset with answers; once for each part
    #[arg(long, required = true, value_name = "TSV")]
    dataset: Vec<PathBuf>,
    #[arg(long, required = true, value_name = "FILE", help = predictions_help() + "; once for each of two or more")]
    predictions: Vec<PathBuf>,
    /// Rule set of all files: r2024 (the published leaderboard's), r2025 or r2026 [default: the current one]
    #[arg(long)]
    rules: Option<RuleSet>,
}

/// Prints the comparison, and to the standard error what in a file does not match the dataset.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    print(compare(arguments))
}

fn compare(arguments: &Arguments) -> Result<String, Refusal> {
    let dataset = read_loadable(&arguments.dataset)?;
    let truth = Truth::of(&dataset)?;
    let predictions: Result<Vec<Prepared>, _> =
        arguments.predictions.iter().map(|path| read_predictions(path)).collect();
    let predictions = predictions?;
    let rules = arguments.rules.unwrap_or_default();
    let scored: Vec<Scored> = predictions.iter().map(|file| Scored::new(file, &truth, rules)).collect();
    let names: Vec<String> = arguments.predictions.iter().map(|path| name(path, &arguments.predictions)).collect();
    let files = names.iter().zip(&predictions).zip(&scored);
    let rated = files.map(|((name, predictions), scored)| Rated { name, predictions, scored });
    let comparison =
        Comparison::new(&dataset, &rated.collect::<Vec<_>>()).map_err(|error| Refusal::new(error.kind(), &error))?;
    comparison.notes().for_each(tell);
    serde_json::to_string(&comparison.report()).map_err(|error| Refusal::new("Json", &error))
}

/// The file's name, or its path where another file has the same name.
fn name(path: &Path, all: &[PathBuf]) -> String {
    let is_same = |other: &&PathBuf| other.file_name() == path.file_name();
    let is_alone = all.iter().filter(is_same).count() == 1;
    path.file_name().filter(|_| is_alone).unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn tell(notes: &JoinNotes) {
    let told = [
        (&notes.missing, "has no row for these questions of the dataset"),
        (&notes.extra, "has rows for questions that the dataset does not have, which are left out"),
        (&notes.repeated, "repeats these questions, whose last row counts"),
    ];
    for (indices, what) in told.into_iter().filter(|(indices, _)| !indices.is_empty()) {
        let named: Vec<String> = indices.iter().take(INDICES_SHOWN).map(IndexKey::to_string).collect();
        let rest = if indices.len() > INDICES_SHOWN { ", …" } else { "" };
        eprintln!("{} {what} ({}): {}{rest}", notes.name, indices.len(), named.join(", "));
    }
}
