//! Inputs to begin with: the files of the other tests.

use std::fs;
use std::path::Path;

use engine::dataset::{Dataset, DatasetBuilder};
use serde_json::Value;

use super::{Input, project};

/// The files of a folder, by name; none where there is no folder.
pub(crate) fn folder(path: &Path) -> Vec<Input> {
    let Ok(entries) = fs::read_dir(path) else { return Vec::new() };
    let mut inputs: Vec<Input> = entries.flatten().filter_map(|entry| file(&entry.path())).collect();
    inputs.sort_by(|one, other| one.name.cmp(&other.name));
    inputs
}

fn file(path: &Path) -> Option<Input> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    Some(Input { name, bytes: fs::read(path).ok()? })
}

/// Prediction files of every format, good and bad ones.
pub(crate) fn predictions() -> Vec<Input> {
    let mut inputs = folder(&project().join("tests/malformed"));
    inputs.retain(|input| input.name != "manifest.json" && input.name != "README.md");
    // Small ones, of which many are tried in a second.
    for name in ["csv", "tsv", "json", "jsonl"] {
        let path = project().join("tests/golden").join(format!("predictions.{name}"));
        inputs.extend(file(&path).map(|input| Input { bytes: head(&input.bytes), ..input }));
    }
    inputs
}

/// The first lines of a text.
fn head(bytes: &[u8]) -> Vec<u8> {
    const LINES: usize = 20;
    bytes.split_inclusive(|byte| *byte == b'\n').take(LINES).flatten().copied().collect()
}

/// Parts of datasets.
pub(crate) fn datasets() -> Vec<Input> {
    let names = ["tests/malformed/dataset_val.tsv", "tests/malformed/dataset_test.tsv"];
    names.iter().filter_map(|name| file(&project().join(name))).collect()
}

/// The dataset that prediction files are compared with.
pub(crate) fn dataset() -> Dataset {
    let mut builder = DatasetBuilder::new();
    for part in datasets().iter().take(1) {
        builder.begin_part(&part.name);
        // A part that cannot be read leaves a dataset without rows, which a test of the seeds finds.
        builder.feed(&part.bytes).and_then(|()| builder.end_part()).ok();
    }
    builder.finish()
}

/// Replies of servers: the name is dialect and status.
pub(crate) fn replies() -> Vec<Input> {
    let mut inputs = Vec::new();
    for dialect in engine::endpoint::Dialect::ALL {
        let folder = project().join("tests/endpoint/replies").join(dialect.name());
        let Ok(cases) = fs::read_dir(folder) else { continue };
        for case in cases.flatten() {
            let head = fs::read(case.path().join("case.json")).unwrap_or_default();
            let head: Value = serde_json::from_slice(&head).unwrap_or_default();
            let name = format!("{} {}", dialect.name(), head["status"].as_u64().unwrap_or(200));
            let bytes = fs::read(case.path().join("body.txt")).unwrap_or_default();
            inputs.push(Input { name, bytes });
        }
    }
    inputs.sort_by(|one, other| (&one.name, &one.bytes).cmp(&(&other.name, &other.bytes)));
    inputs
}

/// Texts by themselves.
pub(crate) fn texts(texts: &[&str]) -> Vec<Input> {
    let input = |text: &&str| Input { name: "text".to_owned(), bytes: text.as_bytes().to_vec() };
    texts.iter().map(input).collect()
}
