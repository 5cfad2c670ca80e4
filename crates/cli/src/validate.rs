//! `gmai-scope validate`

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use engine::check::{Finding, Reference, Report, Split, check};
use engine::limits::PREDICTION_FILE_BYTES;
use serde_json::{Value, json};

use crate::input::{Refusal, predictions_help, read_dataset};

/// Indices of a finding that are printed.
const INDICES_SHOWN: usize = 20;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Dataset to check against; once for each part
    #[arg(long, value_name = "TSV", required_unless_present = "split")]
    dataset: Vec<PathBuf>,
    /// Split whose published number of rows is checked, where no dataset is at hand
    #[arg(long, conflicts_with = "dataset", value_parser = split_names())]
    split: Option<Split>,
    #[arg(long, value_name = "FILE", help = predictions_help())]
    predictions: PathBuf,
}

fn split_names() -> impl TypedValueParser<Value = Split> {
    PossibleValuesParser::new(["val", "test"]).map(|name| if name == "val" { Split::Val } else { Split::Test })
}

/// Prints what was found.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match validate(arguments) {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}", error.message);
            ExitCode::from(2)
        }
    }
}

fn validate(arguments: &Arguments) -> Result<Value, Refusal> {
    let dataset;
    let reference = match arguments.split {
        Some(split) => Reference::Split(split),
        None => {
            dataset = read_dataset(&arguments.dataset)?;
            Reference::Dataset(&dataset)
        }
    };
    let path = &arguments.predictions;
    let bytes = fs::metadata(path).map_err(Refusal::io(path))?.len();
    if bytes > PREDICTION_FILE_BYTES {
        return Ok(to_json(&Report::too_large(bytes)));
    }
    let content = fs::read(path).map_err(Refusal::io(path))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(to_json(&check(&name, &content, &reference).report))
}

fn to_json(report: &Report) -> Value {
    let finding = |finding: &Finding| {
        json!({
            "kind": finding.kind,
            "severity": finding.kind.severity(),
            "count": finding.count,
            "indices": finding.indices.iter().take(INDICES_SHOWN).collect::<Vec<_>>(),
            "message": finding.to_string(),
        })
    };
    let findings: Vec<Value> = report.findings.iter().map(finding).collect();
    json!({ "severity": report.severity(), "findings": findings, "notes": report.notes })
}
