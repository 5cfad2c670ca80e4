//! Score and Check tell one story: whenever the scorer gives no score, the check's verdict is an error with the same
//! reason, and whenever it gives one, the check finds nothing that would prevent it.

use std::fs;
use std::path::{Path, PathBuf};

use engine::check::{FindingKind as Kind, Reference, Report, Severity, check};
use engine::dataset::{Dataset, DatasetBuilder};
use engine::scoring::{Prepared, RuleSet, ScoreError, Scored, Truth};
use engine::table::{Column, Frame, Value, read, write};
use proptest::prelude::*;
use protocol::Failure;

use super::tables::val;

/// Errors of files that VLMEvalKit scores: which prediction counts is a race, or there is nothing to count.
const SCORED_ALL_THE_SAME: [Kind; 2] = [Kind::DuplicateConflict, Kind::NoDataRows];

/// Findings of files whose table is not the one that VLMEvalKit sees.
const ANOTHER_TABLE: [Kind; 8] = [
    Kind::FileUnreadable,
    Kind::ExtensionMismatch,
    Kind::UnsupportedFormat,
    Kind::ForeignJson,
    Kind::EncodingNotUtf8,
    Kind::WrongDelimiter,
    Kind::HeaderNotFirstRow,
    Kind::MultipleSheets,
];

/// Why the scorer gives no score; answers that are not public are another matter than the file.
fn refusal(name: &str, bytes: &[u8], dataset: &Dataset) -> Option<Failure> {
    let scored = || -> Result<Option<ScoreError>, Failure> {
        let predictions = Prepared::of_file(name, read(name, bytes)?)?;
        let truth = Truth::new(dataset.keys().unwrap().map(|(index, _)| (index.clone(), Value::Missing)));
        Ok(Scored::new(&predictions, &truth, RuleSet::LATEST).refusal().cloned())
    };
    scored().map_or_else(Some, |refusal| refusal.map(Failure::from))
}

fn reasons(error: &ScoreError) -> Vec<Kind> {
    match error {
        ScoreError::MissingColumn { name, .. } => match name.as_str() {
            "index" => vec![Kind::MissingIndexColumn, Kind::ColumnCase, Kind::NoDataRows],
            "prediction" => vec![Kind::MissingPredictionColumn, Kind::ColumnCase, Kind::NoDataRows],
            "question" => vec![Kind::MissingQuestionColumn],
            _ => vec![Kind::MissingGroupColumn],
        },
        ScoreError::ColumnNameNotText { .. } => vec![Kind::FileUnreadable],
        ScoreError::BlankIndex { .. } => vec![Kind::BlankIndex],
        ScoreError::MixedIndex => vec![Kind::NoScore, Kind::IndexTypeMismatch, Kind::UnknownIndex],
        ScoreError::UnknownIndex { .. } => vec![Kind::UnknownIndex, Kind::IndexTypeMismatch, Kind::BlankIndex],
        ScoreError::QuestionNotText { .. } => vec![Kind::BlankQuestion],
        ScoreError::Unsortable { .. } => vec![Kind::MixedGroupColumn, Kind::BlankCategory],
        _ => vec![Kind::NoScore],
    }
}

/// How the report disagrees with the scorer, if it does.
fn disagreement(name: &str, bytes: &[u8], dataset: &Dataset) -> Option<String> {
    let report = check(name, bytes, &Reference::Dataset(dataset)).report;
    let refusal = refusal(name, bytes, dataset);
    let has = |kinds: &[Kind]| kinds.iter().any(|kind| report.finding(*kind).is_some());
    let agrees = match &refusal {
        Some(_) if report.severity() != Severity::Error => false,
        Some(Failure::Score(error)) => has(&reasons(error)) || has(&ANOTHER_TABLE),
        Some(_) => has(&ANOTHER_TABLE),
        None => errors(&report).iter().all(|kind| SCORED_ALL_THE_SAME.contains(kind)),
    };
    (!agrees).then(|| format!("{name}: score says {refusal:?}, check finds {:?}", errors(&report)))
}

fn errors(report: &Report) -> Vec<Kind> {
    let kinds = report.findings.iter().map(|finding| finding.kind);
    kinds.filter(|kind| kind.severity() == Severity::Error).collect()
}

fn written(frame: &Frame, format: &str) -> Vec<u8> {
    match format {
        "xlsx" => write::xlsx(frame).unwrap(),
        "json" => write::json(frame),
        "csv" => write::delimited(frame, b','),
        _ => write::delimited(frame, b'\t'),
    }
}

/// Values of all kinds.
fn cells() -> impl Strategy<Value = Value> {
    let text = |text: &str| Just(Value::text(text));
    prop_oneof![
        6 => text("usual"),
        1 => text(""),
        1 => text("None"),
        1 => text("5"),
        1 => text("1,000"),
        1 => Just(Value::Missing),
        1 => Just(Value::None),
        1 => Just(Value::Int(5)),
        1 => Just(Value::Float(1.5)),
        1 => Just(Value::Bool(true)),
        1 => Just(Value::Other("2024-03-01 00:00:00".into())),
    ]
}

/// Indices, most of them the dataset's.
fn indices() -> impl Strategy<Value = Value> {
    prop_oneof![20 => (0..12_i128).prop_map(|row| Value::Int(row * 10)), 1 => cells()]
}

fn columns(rows: usize) -> impl Strategy<Value = Vec<Column>> {
    let values = |is_index: bool| {
        let value = if is_index { indices().boxed() } else { cells().boxed() };
        let same = cells().prop_map(move |value| vec![value; rows]).boxed();
        let usual = Just(vec![Value::text("usual"); rows]).boxed();
        let mixed = prop::collection::vec(value, rows).boxed();
        if is_index { mixed } else { prop_oneof![6 => usual, 1 => same, 2 => mixed].boxed() }
    };
    let column = move |(name, other): (&'static str, &'static str)| {
        let name = prop_oneof![20 => Just(name), 1 => Just(other)];
        let present = prop::bool::weighted(if name_is_needed(other) { 0.97 } else { 0.3 });
        (present, name, values(other == "Index"))
            .prop_map(|(present, name, values)| present.then(|| Column::named(name, values)))
    };
    let names = [
        ("index", "Index"),
        ("question", "Question"),
        ("A", "a"),
        ("category", "Category"),
        ("l2-category", "L2-Category"),
        ("split", "Split"),
        ("clinical VQA task", "Clinical VQA Task"),
        ("department", "Department"),
        ("perceptual granularity", "Perceptual granularity"),
        ("prediction", "Prediction"),
    ];
    names.map(column).to_vec().prop_map(|columns| columns.into_iter().flatten().collect())
}

fn name_is_needed(name: &str) -> bool {
    !["a", "Category", "L2-Category", "Split"].contains(&name)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn check_and_score_agree_on_any_table(
        columns in (0_usize..6).prop_flat_map(columns),
        format in prop::sample::select(vec!["json", "csv", "tsv", "xlsx"]),
    ) {
        let bytes = written(&Frame::new(columns), format);
        let difference = disagreement(&format!("m.{format}"), &bytes, &val());
        prop_assert_eq!(difference, None, "{}", String::from_utf8_lossy(&bytes));
    }
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn dataset(path: &Path) -> Dataset {
    let mut builder = DatasetBuilder::new();
    builder.begin_part("dataset.tsv");
    let read = builder.feed(&fs::read(path).unwrap()).and_then(|()| builder.end_part());
    assert!(read.is_ok(), "{}: {read:?}", path.display());
    builder.finish()
}

/// Every prediction file of the golden sets and of the malformed ones, with its dataset.
fn corpus() -> Vec<(PathBuf, Dataset)> {
    let folder = |path: &Path| fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    let is_prediction = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem == "predictions");
    let mut files = Vec::new();
    for set in folder(&tests().join("golden/sets")).into_iter().filter(|path| path.is_dir()) {
        let predictions = folder(&set).into_iter().filter(is_prediction);
        files.extend(predictions.map(|path| (path, dataset(&set.join("dataset.tsv")))));
    }
    let malformed = tests().join("malformed");
    let manifest: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(malformed.join("manifest.json")).unwrap()).unwrap();
    for case in manifest["files"].as_array().unwrap() {
        let path = |key: &str| malformed.join(case[key].as_str().unwrap());
        files.push((path("file"), dataset(&path("dataset"))));
    }
    files
}

/// The columns without which, or with odd cells in which, VLMEvalKit gives no score, in lower case.
const NEEDED: [&str; 9] = [
    "index",
    "question",
    "prediction",
    "split",
    "l2-category",
    "category",
    "clinical vqa task",
    "department",
    "perceptual granularity",
];

/// Tables that differ from one in one respect each, named by it.
fn changed(frame: &Frame) -> Vec<(String, Frame)> {
    let mut tables = Vec::new();
    for (at, column) in frame.columns().iter().enumerate() {
        let name = column.name.to_python_text();
        if !NEEDED.contains(&name.to_lowercase().as_str()) {
            continue;
        }
        let mut without = frame.clone();
        without.update(|columns| columns.remove(at));
        tables.push((format!("without {name}"), without));
        let odd = [Value::Missing, Value::None, Value::Int(5), Value::text("odd")];
        for value in odd {
            let mut changed = frame.clone();
            changed.update(|columns| columns[at].values.first_mut().map(|cell| *cell = value.clone()));
            tables.push((format!("{name} {value:?}"), changed));
        }
        let mut capital = frame.clone();
        capital.update(|columns| columns[at].name = Value::text(&name.to_uppercase()));
        tables.push((format!("{name} in capitals"), capital));
    }
    let mut reversed = frame.clone();
    let mut twice = frame.clone();
    reversed.update(|columns| columns.iter_mut().for_each(|column| column.values.reverse()));
    twice.update(|columns| {
        for column in columns {
            column.values.extend_from_within(..1.min(column.values.len()));
        }
    });
    tables.extend([("reversed".to_owned(), reversed), ("a row twice".to_owned(), twice)]);
    tables
}

#[test]
fn check_and_score_agree_on_the_corpus_and_on_what_is_one_change_away() {
    let mut wrong = Vec::new();
    let mut seen: Vec<Frame> = Vec::new();
    let files = corpus();
    assert!(files.len() > 57 + 60, "{}", files.len());
    for (path, dataset) in &files {
        let name = path.file_name().unwrap().to_str().unwrap();
        let bytes = fs::read(path).unwrap();
        wrong.extend(disagreement(name, &bytes, dataset));
        for part in [1, 4, 7] {
            let cut = &bytes[..bytes.len() * part / 8];
            wrong.extend(disagreement(name, cut, dataset).map(|told| format!("cut at {part}/8, {told}")));
        }
        let Ok(frame) = read(name, &bytes) else { continue };
        // The malformed files are what is one change away from a clean one.
        if seen.contains(&frame) || (path.starts_with(tests().join("malformed")) && name != "clean.xlsx") {
            continue;
        }
        for ((change, frame), format) in changed(&frame).into_iter().zip(["tsv", "json", "csv"].into_iter().cycle()) {
            let told = disagreement(&format!("m.{format}"), &written(&frame, format), dataset);
            wrong.extend(told.map(|told| format!("{name}, {change}: {told}")));
        }
        seen.push(frame);
    }
    assert!(wrong.is_empty(), "{} of them\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
}
