//! Scores VLMEvalKit's golden files and compares with what VLMEvalKit itself gave.
//!
//! `tests/golden/expected.json` and `tests/golden/sets/*/expected.json` hold its outputs, see `tests/golden/README.md`.
#![expect(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use engine::dataset::{Dataset, DatasetBuilder, IndexKey};
use engine::prompt::PromptParts;
use engine::scoring::{Prepared, RuleSet, ScoreJson, Scored, Truth};
use engine::table;
use protocol::Failure;
use serde_json::Value;

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn dataset(path: &Path) -> Result<Dataset, Failure> {
    let mut builder = DatasetBuilder::new();
    builder.begin_part("dataset.tsv");
    for piece in fs::read(path).unwrap().chunks(1000) {
        builder.feed(piece)?;
    }
    builder.end_part()?;
    let dataset = builder.finish();
    match dataset.refusal() {
        Some(refusal) => Err(refusal.clone().into()),
        None => Ok(dataset),
    }
}

fn score(folder: &Path, extension: &str, rules: RuleSet) -> Result<Value, Failure> {
    let dataset = dataset(&folder.join("dataset.tsv"))?;
    let name = format!("predictions.{extension}");
    let bytes = fs::read(folder.join(&name)).unwrap();
    let predictions = Prepared::of_file(&name, table::read(&name, &bytes)?)?;
    let scored = Scored::new(&predictions, &Truth::of(&dataset)?, rules);
    Ok(serde_json::to_value(ScoreJson::new(&predictions, &scored)?).unwrap())
}

/// The case of a format, `same_as` followed.
fn resolve<'e>(formats: &'e Value, case: &'e Value) -> &'e Value {
    match case.get("same_as").and_then(Value::as_str) {
        Some(other) => resolve(formats, &formats[other]),
        None => case,
    }
}

/// What VLMEvalKit raises in a case that has no score.
fn must_raise(case: &Value) -> Option<&str> {
    let errors = ["dataset_error", "converted_error", "vlmevalkit_error"];
    let error = errors.into_iter().find_map(|name| case.get(name)).filter(|_| case.get("how").is_none())?;
    error["error_type"].as_str()
}

/// The failures that stand for an exception.
fn kinds_of(exception: &str) -> &'static [&'static str] {
    match exception {
        "AssertionError" => &["BadReference", "UnknownIndex"],
        "TypeError" => &["QuestionNotText", "Unsortable"],
        other => panic!("no case is known that raises {other}"),
    }
}

/// Cells as the CSV files have them: numbers as Python prints them, nothing for no value.
fn csv_cell(cell: &Value) -> String {
    match cell {
        Value::Null => String::new(),
        Value::Number(number) => table::python_float(number.as_f64().unwrap()),
        Value::String(text) => text.clone(),
        other => panic!("unexpected cell {other}"),
    }
}

/// The rows of a table by split, each as its cells in order; the order of splits is undefined in VLMEvalKit.
fn by_split(rows: &Value) -> BTreeMap<String, Vec<(String, String)>> {
    let cells =
        |row: &Value| row.as_object().unwrap().iter().map(|(name, cell)| (name.clone(), csv_cell(cell))).collect();
    rows.as_array().unwrap().iter().map(|row| (csv_cell(&row["split"]), cells(row))).collect()
}

fn check_case(folder: &Path, extension: &str, expected: &Value) {
    let place = format!("{} {extension}", folder.display());
    let case = &expected["formats"][extension];
    let outcome = score(folder, extension, RuleSet::R2026);
    if let Some(raised) = must_raise(case) {
        let kind = match outcome.expect_err(&place) {
            Failure::Dataset(error) => error.kind(),
            Failure::Table(error) => error.kind(),
            Failure::Score(error) => error.kind(),
            other => panic!("{place}: {other}"),
        };
        assert!(kinds_of(raised).contains(&kind), "{place}: {kind} for {raised}");
        return;
    }
    let score = outcome.unwrap_or_else(|failure| panic!("{place}: {failure}"));
    let numbers = resolve(&expected["formats"], case);
    assert_eq!(score["n"], numbers["n"], "{place}");
    assert_eq!(score["hits"], numbers["hits"], "{place}");
    assert_eq!(by_split(&score["tables"]["overall"]), by_split(&numbers["overall"]), "{place}");
    for (column, rows) in numbers["groups"].as_object().unwrap() {
        assert_eq!(by_split(&score["tables"][column]), by_split(rows), "{place} {column}");
        check_csv(score["files"][column].as_str().unwrap(), rows);
    }
    check_rows(&place, extension, &score["rows"], &expected["rows"]);
}

fn check_csv(text: &str, rows: &Value) {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names: Vec<_> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let read: BTreeMap<_, Vec<_>> = reader
        .records()
        .map(|record| record.unwrap())
        .map(|record| (record[0].to_owned(), names.iter().cloned().zip(record.iter().map(str::to_owned)).collect()))
        .collect();
    assert_eq!(read, by_split(rows));
    let quoted = format!("\"{}\"\n", names.join("\",\""));
    assert!(text.starts_with(&quoted), "every field is quoted: {text}");
}

fn check_rows(place: &str, extension: &str, rows: &Value, expected: &Value) {
    let expected: BTreeMap<_, _> =
        expected.as_array().unwrap().iter().map(|row| (row["index"].to_string(), row)).collect();
    let rows = rows.as_array().unwrap();
    assert!(!rows.is_empty(), "{place}");
    for row in rows {
        let index = row["index"].to_string();
        let expected = expected[&index];
        let (letter, hit) = match expected.get("differs").and_then(|differs| differs.get(extension)) {
            Some(differing) => (&differing[0], &differing[1]),
            None => (&expected["opt"], &expected["hit"]),
        };
        assert_eq!((&row["letter"], &row["hit"]), (letter, hit), "{place} index {index}");
    }
}

fn check_folder(folder: &Path) -> usize {
    let expected = json(&folder.join("expected.json"));
    let formats = expected["formats"].as_object().unwrap();
    for extension in formats.keys() {
        check_case(folder, extension, &expected);
    }
    formats.len()
}

#[test]
fn main_set_in_every_format() {
    assert_eq!(check_folder(&golden()), 5);
}

#[test]
fn every_small_set_in_every_format() {
    let mut sets = 0;
    for entry in fs::read_dir(golden().join("sets")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            assert!(check_folder(&path) > 0);
            sets += 1;
        }
    }
    assert_eq!(sets, 37);
}

#[test]
fn the_three_rule_sets() {
    let eras = json(&golden().join("eras.json"));
    let listed: BTreeMap<_, _> =
        eras["rows"].as_array().unwrap().iter().map(|row| (row["index"].to_string(), row)).collect();
    let by_rules = RuleSet::ALL.map(|rules| (rules.name(), score(&golden(), "csv", rules).unwrap()));
    for (rules, score) in &by_rules {
        assert_eq!(score["hits"], eras["hits"][rules], "{rules}");
    }
    let rows = |score: &Value| score["rows"].as_array().unwrap().clone();
    let [(_, first), _, (_, last)] = &by_rules;
    for ((rules, score), row) in by_rules.iter().flat_map(|era| rows(&era.1).into_iter().map(move |row| (era, row))) {
        if let Some(expected) = listed.get(&row["index"].to_string()) {
            assert_eq!(row["letter"], expected[rules], "{rules} {}", row["index"]);
        }
        assert_eq!(score["n"], eras["n"]);
    }
    for (old, new) in rows(first).iter().zip(rows(last)) {
        let is_listed = listed.contains_key(&old["index"].to_string());
        assert!(is_listed || old["letter"] == new["letter"], "{} differs but is not listed", old["index"]);
    }
}

#[test]
fn prompts() {
    let prompts = json(&golden().join("sets/prompts.json"));
    let prompts = prompts.as_array().unwrap();
    assert_eq!(prompts.len(), 48);
    for prompt in prompts {
        let dataset =
            dataset(&golden().join("sets").join(prompt["set"].as_str().unwrap()).join("dataset.tsv")).unwrap();
        let index = IndexKey::Int(prompt["index"].as_i64().unwrap().into());
        let row = dataset.find(&index).unwrap();
        assert_eq!(PromptParts::of(&dataset, row).to_text(), prompt["text"].as_str().unwrap());
        let images: Vec<_> = prompt["images"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
        assert_eq!(image_names(&dataset, row, images.len()), images);
    }
}

/// The names under which VLMEvalKit stores the images of a question: its `image_path`, one or a list; without such a
/// column the index, with a number for each of several images.
fn image_names(dataset: &Dataset, row: usize, images: usize) -> Vec<String> {
    let paths = dataset.column("image_path").and_then(|column| dataset.text(row, column));
    if let Some(Ok(paths)) = paths.map(engine::image::list::items) {
        return paths.into_iter().map(String::from).collect();
    }
    let index = dataset.index_text(row);
    match images {
        1 => vec![format!("{index}.png")],
        several => (0..several).map(|image| format!("{index}_{image}.png")).collect(),
    }
}
