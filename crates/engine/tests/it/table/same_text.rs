//! Cells of a prediction file, compared with the dataset's.

use engine::check::{FindingKind, Reference, check};
use engine::dataset::DatasetBuilder;
use serde_json::{Value, json};

/// Whether a cell of a JSON file differs from the dataset's, of which another row decides the type.
fn differs(file: &Value, dataset: &str, other: &Value) -> bool {
    let mut builder = DatasetBuilder::new();
    builder.begin_part("VAL.tsv");
    let other_text = other.as_str().map_or_else(|| other.to_string(), str::to_owned);
    let text = format!("index\tquestion\tA\n0\tq\t\"{dataset}\"\n1\tq\t{other_text}\n");
    builder.feed(text.as_bytes()).unwrap();
    builder.end_part().unwrap();
    let rows = json!([{ "index": 0, "question": "q", "A": file }, { "index": 1, "question": "q", "A": other }]);
    let report = check("m.json", rows.to_string().as_bytes(), &Reference::Dataset(&builder.finish())).report;
    report.finding(FindingKind::OptionMismatch).is_some()
}

#[test]
fn files_and_their_readers_change_nothing() {
    let text = json!("x");
    let long = "x".repeat(40_000);
    let same = [
        (json!(5), "5.0", &text),
        (json!("007"), "7", &json!(8)),
        (json!(""), "", &text),
        (json!(null), "", &text),
        (json!("a_x000D_\nb"), "a\r\nb", &text),
        (json!(long[..32_767]), &long, &text),
    ];
    for (file, dataset, other) in same {
        assert!(!differs(&file, dataset, other), "{file:?} {dataset:?}");
    }
    let different =
        [(json!("heart"), "Heart"), (json!("heart "), "heart"), (json!(null), "heart"), (json!("_x00"), "_x0")];
    for (file, dataset) in different {
        assert!(differs(&file, dataset, &text), "{file:?} {dataset:?}");
    }
}
