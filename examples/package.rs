//! Packs predictions for the organisers of the benchmark into a folder.
//!
//! ```text
//! cargo run --release --quiet --example package -- --dataset D.tsv --predictions P.ext \
//!     --model NAME --team NAME --arxiv LINK --out FOLDER
//! ```
//!
//! Written are the spreadsheet (a tsv beside it where it cannot hold every text), `manifest.json`, and the mail as an
//! `.eml` draft to the published addresses. A column of answers is left out of TEST predictions.

mod support;

use std::collections::HashMap;
use std::path::Path;
use std::process::ExitCode;

use engine::check::{Reference, check};
use engine::repair::{Repair, apply};
use engine::submission::{ADDRESSES, DatasetIdentity, Form, PartIdentity, pack};
use support::read_dataset;

const USAGE: &str =
    "usage: package --dataset D.tsv --predictions P.ext --model NAME --team NAME --arxiv LINK --out FOLDER";

fn main() -> ExitCode {
    match package() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

fn package() -> Result<(), String> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let options: HashMap<&str, &str> =
        words.chunks_exact(2).filter_map(|pair| Some((pair[0].strip_prefix("--")?, pair[1].as_str()))).collect();
    let option = |name: &str| options.get(name).copied().ok_or(USAGE);
    let (dataset_path, path) = (Path::new(option("dataset")?), Path::new(option("predictions")?));
    let form = Form {
        model: option("model")?.to_owned(),
        team: option("team")?.to_owned(),
        arxiv: option("arxiv")?.to_owned(),
        notes: String::new(),
        recipients: ADDRESSES.iter().map(|recipient| recipient.address.to_owned()).collect(),
    };
    let folder = Path::new(option("out")?);
    let dataset = read_dataset(dataset_path)?;
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let reference = Reference::Dataset(&dataset);
    let checked = check(&file_name(path), &bytes, &reference);
    let table = apply(&checked, &[Repair::DropAnswers], &reference)
        .ok_or_else(|| checked.report.findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    let size = std::fs::metadata(dataset_path).map_err(|error| error.to_string())?.len();
    let parts = vec![PartIdentity { name: file_name(dataset_path), bytes: size, md5: None, published: None }];
    let identity = DatasetIdentity { name: file_name(dataset_path), rows: dataset.row_count(), parts };
    let packed = pack(&form, &table, &reference, Some(&identity)).map_err(|error| format!("{error}: {error:?}"))?;
    std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    for file in &packed.files {
        std::fs::write(folder.join(&file.name), &file.bytes).map_err(|error| error.to_string())?;
        println!("{}", folder.join(&file.name).display());
    }
    Ok(())
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
