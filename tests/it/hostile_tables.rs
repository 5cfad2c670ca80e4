//! Prediction files made to exhaust memory or time, and cells that no model writes: each ends in a typed error or a
//! score, never in a crash.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;

use engine::limits::{Limit, Spot};
use engine::scoring::{AccuracyTable, Prepared, RuleSet, ScoreError, Scored, Truth};
use engine::table::{TableError, read};

fn scored(name: &str, text: &str) -> (Prepared, Scored) {
    let predictions = Prepared::new(read(name, text.as_bytes()).unwrap()).unwrap();
    let truth = Truth::own(&predictions).unwrap();
    let scored = Scored::new(&predictions, &truth, RuleSet::R2026);
    (predictions, scored)
}

fn refusal(name: &str, text: &str) -> Option<ScoreError> {
    scored(name, text).1.refusal().cloned()
}

#[test]
fn an_object_of_very_many_keys_is_refused() {
    let keys: Vec<_> = (0..20_000).map(|key| format!("\"k{key}\": 1")).collect();
    let error = read("m.json", format!("[{{{}}}]", keys.join(",")).as_bytes()).unwrap_err();
    let spot = Spot::Record(1);
    assert_eq!(error, TableError::TooLarge { what: Limit::Columns, found: 16_385, limit: 16_384, spot });
}

#[test]
fn a_table_of_very_many_cells_is_refused() {
    let mut text =
        "index,question,answer,prediction,split,department,clinical VQA task,perceptual granularity\n".to_owned();
    for row in 0..3000 {
        writeln!(text, "{row},q,A,A,s{row},d{row},t,g").unwrap();
    }
    let error = ScoreError::TableTooLarge { column: "department".to_owned(), cells: 9_000_000, limit: 100_000 };
    assert_eq!(refusal("m.csv", &text), Some(error));
}

/// The fields before those that the header names are row labels.
#[test]
fn very_many_fields_below_a_narrow_header_are_refused() {
    let text = format!("index,prediction\n{}", format!("{}\n", ",".repeat(16_383)).repeat(700));
    let error = read("m.csv", text.as_bytes()).unwrap_err();
    assert!(matches!(error, TableError::TooLarge { what: Limit::Cells, .. }), "{error:?}");
}

#[test]
fn rows_of_one_index_share_the_text_of_a_long_prediction() {
    let mut text = "index,question,answer,A,prediction\n".to_owned() + &"0,q,A,liver,A\n".repeat(999);
    writeln!(text, "0,q,A,liver,{} A", "x".repeat(1_000_000)).unwrap();
    let (predictions, scored) = scored("m.csv", &text);
    let result = scored.result_frame(&predictions);
    let logs: Vec<_> = result.column("log").unwrap().values.iter().map(|log| log.as_text().unwrap()).collect();
    assert_eq!(logs.len(), 1_000);
    assert!(logs.iter().all(|log| log.len() > 1_000_000 && std::ptr::eq(*log, logs[0])));
}

#[test]
fn lists_cannot_be_groups() {
    let row = |department: &str| {
        format!(
            r#"[{{"index": 0, "question": "q", "answer": "A", "A": "x", "prediction": "A", "clinical VQA task": "t",
               "perceptual granularity": "g", "department": {department}}}]"#
        )
    };
    assert_eq!(refusal("m.json", &row("\"d\"")), None);
    for department in ["[\"x\"]", "{\"a\": 1}"] {
        let error = ScoreError::Unsortable { column: "department".to_owned() };
        assert_eq!(refusal("m.json", &row(department)), Some(error), "{department}");
    }
}

#[test]
fn a_capitalised_prediction_column_counts_and_is_printed() {
    let text = "index,question,answer,A,B,prediction,Prediction\n0,q,A,7,8,x,7\n1,q,B,7,8,x,8\n";
    let (predictions, scored) = scored("m.csv", text);
    assert_eq!(scored.correct(), 2);
    assert_eq!(predictions.prediction(0), "7");
}

#[test]
fn many_values_make_as_many_columns() {
    let mut text = "index,question,answer,prediction,department\n".to_owned();
    for row in 0..20_000 {
        writeln!(text, "{row},q,A,A,d{row}").unwrap();
    }
    let (predictions, scored) = scored("m.csv", &text);
    let report = AccuracyTable::by_column(&predictions, &scored, "department").unwrap();
    assert_eq!(report.columns.len(), 20_001);
}
