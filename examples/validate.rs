//! Checks a prediction file and prints one JSON object.
//!
//! ```text
//! cargo run --release --quiet --example validate -- --dataset D.tsv --predictions P.ext
//! cargo run --release --quiet --example validate -- --split val|test --predictions P.ext
//! ```
//!
//! The object is `{"severity", "findings": [{"kind", "severity", "count", "indices", "message"}], "notes"}` with the
//! first 20 indices of each finding. The exit code is 0 whatever is found, and 2 where the check could not be made.

mod support;

use std::path::Path;
use std::process::ExitCode;

use engine::check::{Finding, Reference, Report, Split, check};
use engine::limits::PREDICTION_FILE_BYTES;
use serde_json::{Value, json};
use support::read_dataset;

const USAGE: &str = "usage: validate (--dataset D.tsv | --split val|test) --predictions P.ext";

/// So many indices of a finding are printed.
const INDICES_SHOWN: usize = 20;

fn main() -> ExitCode {
    match Arguments::parse(std::env::args().skip(1)).and_then(|arguments| validate(&arguments)) {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

/// What to check against.
enum Against {
    Dataset(String),
    Split(Split),
}

struct Arguments {
    against: Against,
    predictions: String,
}

impl Arguments {
    fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let (mut against, mut predictions) = (None, None);
        while let Some(word) = words.next() {
            let value = words.next().ok_or(USAGE)?;
            match (word.as_str(), value.as_str()) {
                ("--dataset", _) => against = Some(Against::Dataset(value)),
                ("--split", "val") => against = against.or(Some(Against::Split(Split::Val))),
                ("--split", "test") => against = against.or(Some(Against::Split(Split::Test))),
                ("--predictions", _) => predictions = Some(value),
                _ => return Err(USAGE.to_owned()),
            }
        }
        match (against, predictions) {
            (Some(against), Some(predictions)) => Ok(Self { against, predictions }),
            _ => Err(USAGE.to_owned()),
        }
    }
}

fn validate(arguments: &Arguments) -> Result<Value, String> {
    let dataset = match &arguments.against {
        Against::Dataset(path) => Some(read_dataset(Path::new(path))?),
        Against::Split(_) => None,
    };
    let reference = match (&dataset, &arguments.against) {
        (Some(dataset), _) => Reference::Dataset(dataset),
        (None, Against::Split(split)) => Reference::Split(*split),
        (None, Against::Dataset(_)) => return Err(USAGE.to_owned()),
    };
    let path = Path::new(&arguments.predictions);
    let describe = |error: std::io::Error| format!("{}: {error}", path.display());
    let bytes = std::fs::metadata(path).map_err(describe)?.len();
    if bytes > PREDICTION_FILE_BYTES {
        return Ok(print(&Report::too_large(bytes)));
    }
    let content = std::fs::read(path).map_err(describe)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(print(&check(&name, &content, &reference).report))
}

fn print(report: &Report) -> Value {
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
