//! Checks every file of `tests/malformed` and compares with its manifest; see `tests/malformed/README.md`.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use engine::check::{FindingKind, Reference, Report, check};
use engine::dataset::{Dataset, DatasetBuilder};
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/malformed")
}

fn dataset(name: &str) -> Dataset {
    let mut builder = DatasetBuilder::new();
    builder.begin_part(name);
    builder.feed(&fs::read(folder().join(name)).unwrap()).unwrap();
    builder.end_part().unwrap();
    builder.finish()
}

fn words(list: &Value) -> BTreeSet<String> {
    list.as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
}

/// What differs from the manifest, as lines.
fn differences(case: &Value, report: &Report) -> Vec<String> {
    let expected = &case["expect"];
    let mut found = Vec::new();
    let kinds = words(&serde_json::to_value(report.findings.iter().map(|one| one.kind).collect::<Vec<_>>()).unwrap());
    let (required, allowed) = (words(&expected["kinds"]), words(&expected["allowed"]));
    if !required.is_subset(&kinds) || !kinds.difference(&required).all(|kind| allowed.contains(kind)) {
        found.push(format!("kinds {kinds:?}, required {required:?}, allowed {allowed:?}"));
    }
    let severity = serde_json::to_value(report.severity()).unwrap();
    if severity != expected["severity"] {
        found.push(format!("severity {severity}"));
    }
    let notes = words(&serde_json::to_value(&report.notes).unwrap());
    if notes != words(&expected["notes"]) {
        found.push(format!("notes {notes:?}, expected {}", expected["notes"]));
    }
    for (kind, count) in expected["counts"].as_object().unwrap() {
        let kind: FindingKind = serde_json::from_value(Value::String(kind.clone())).unwrap();
        let counted = report.finding(kind).map_or(0, |finding| finding.count);
        if u64::from(counted) != count.as_u64().unwrap() {
            found.push(format!("{kind:?} {counted} times, expected {count}"));
        }
    }
    found
}

#[test]
fn every_file_is_found_out() {
    let manifest: Value = serde_json::from_str(&fs::read_to_string(folder().join("manifest.json")).unwrap()).unwrap();
    let cases = manifest["files"].as_array().unwrap();
    assert_eq!(cases.len(), 57);
    let mut wrong = Vec::new();
    for case in cases {
        let name = case["file"].as_str().unwrap();
        let dataset = dataset(case["dataset"].as_str().unwrap());
        let bytes = fs::read(folder().join(name)).unwrap();
        let report = check(name, &bytes, &Reference::Dataset(&dataset)).report;
        wrong.extend(differences(case, &report).into_iter().map(|difference| format!("{name}: {difference}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn severities_are_those_of_the_manifest() {
    let manifest: Value = serde_json::from_str(&fs::read_to_string(folder().join("manifest.json")).unwrap()).unwrap();
    let kinds = manifest["kinds"].as_object().unwrap();
    assert_eq!(kinds.len(), 41);
    for (name, severity) in kinds {
        let kind: FindingKind = serde_json::from_value(Value::String(name.clone())).unwrap();
        assert_eq!(serde_json::to_value(kind.severity()).unwrap(), *severity, "{name}");
    }
}
