//! Answers in JSON as other programs write them: recognised by Check and Score alike, and written as a table.

use engine::check::{Details, FindingKind as Kind, Reference, Severity, Split, check};
use engine::repair::{Repair, apply, offers};
use engine::scoring::{Prepared, RuleSet, Scored, Truth};
use engine::table::{ForeignJson as Shape, TableError, TableFormat, Value as Cell, read};
use serde_json::{Value, json};

use super::tables::{ROWS, dataset_of, questions, val};

/// Index and prediction of each question.
fn answers(rows: usize) -> Vec<(usize, &'static str)> {
    (0..rows).map(|row| (row * 10, ["A", "B", "C", "D"][row % 4])).collect()
}

fn object(entries: impl IntoIterator<Item = (String, Value)>) -> String {
    Value::Object(entries.into_iter().collect()).to_string()
}

fn lines(records: impl IntoIterator<Item = Value>) -> String {
    records.into_iter().map(|record| record.to_string()).collect::<Vec<_>>().join("\n")
}

/// A file of each shape with so many rows, and with the columns of pandas' tables where they have some.
pub(super) fn files(rows: usize) -> Vec<(&'static str, String, Shape)> {
    let answers = answers(rows);
    let each = |entry: &dyn Fn(usize, &str) -> Value| {
        object(answers.iter().map(|(index, answer)| (index.to_string(), entry(*index, answer))))
    };
    let records = |record: &dyn Fn(usize, &str) -> Value| -> Vec<Value> {
        answers.iter().map(|(index, answer)| record(*index, answer)).collect()
    };
    let plain = |index: usize, answer: &str| json!({ "index": index, "prediction": answer });
    let column = |cell: &dyn Fn(usize, &str) -> Value| {
        Value::Object(
            answers.iter().enumerate().map(|(row, (index, answer))| (row.to_string(), cell(*index, answer))).collect(),
        )
    };
    let columns = json!({
        "index": column(&|index, _| json!(index)),
        "prediction": column(&|_, answer| json!(answer)),
    });
    let split = json!({
        "columns": ["prediction"],
        "index": answers.iter().map(|(index, _)| *index).collect::<Vec<_>>(),
        "data": answers.iter().map(|(_, answer)| [*answer]).collect::<Vec<_>>(),
    });
    let table = json!({
        "schema": { "fields": [{ "name": "index", "type": "integer" }], "pandas_version": "1.4.0" },
        "data": records(&plain),
    });
    let sample = |index: usize, answer: &str| json!({ "doc_id": index, "doc": { "question": "q" }, "target": "A", "resps": [["x"]], "filtered_resps": [answer] });
    let harness = |index: usize, answer: &str| json!({ "doc_id": index / 10, "doc": { "index": index }, "resps": [[answer]], "filtered_resps": [[-1.5, false]] });
    let chat = |index: usize, answer: &str| {
        let message = json!({ "role": "assistant", "content": answer });
        let body = json!({ "id": "c", "choices": [{ "index": 0, "message": message, "finish_reason": "stop" }] });
        let response = json!({ "status_code": 200, "request_id": "r", "body": body });
        json!({ "id": "b", "custom_id": format!("gmai-{index}"), "response": response, "error": null })
    };
    let responses = |index: usize, answer: &str| {
        let thought = json!({ "type": "reasoning", "summary": [] });
        let message = json!({ "type": "message", "content": [{ "type": "output_text", "text": answer }] });
        json!({ "custom_id": index.to_string(), "response": { "body": { "output": [thought, message] } } })
    };
    let claude = |index: usize, answer: &str| {
        let content = json!([{ "type": "thinking", "thinking": "hm" }, { "type": "text", "text": answer }]);
        let message = json!({ "role": "assistant", "content": content });
        json!({ "custom_id": index.to_string(), "result": { "type": "succeeded", "message": message } })
    };
    let gemini = |index: usize, answer: &str| {
        let content = json!({ "parts": [{ "text": answer }], "role": "model" });
        json!({ "key": index.to_string(), "response": { "candidates": [{ "content": content }] } })
    };
    let indented = |value: &Value| serde_json::to_string_pretty(value).unwrap();
    vec![
        ("columns.json", columns.to_string(), Shape::PandasColumns),
        ("columns_indented.json", indented(&columns), Shape::PandasColumns),
        ("index.json", each(&|index, answer| plain(index, answer)), Shape::PandasIndex),
        ("label.json", each(&|_, answer| json!({ "prediction": answer })), Shape::PandasIndex),
        ("split.json", split.to_string(), Shape::PandasSplit),
        ("table.json", table.to_string(), Shape::PandasTable),
        ("answers.json", each(&|_, answer| json!(answer)), Shape::Answers),
        (
            "opencompass.json",
            each(&|_, answer| json!({ "origin_prompt": "q", "prediction": answer, "gold": "A" })),
            Shape::OpenCompass,
        ),
        ("samples.jsonl", lines(records(&sample)), Shape::LmmsEval),
        ("harness.jsonl", lines(records(&harness)), Shape::LmmsEval),
        ("logs.json", indented(&json!({ "args": {}, "logs": records(&sample) })), Shape::LmmsEval),
        ("batch.jsonl", lines(records(&chat)), Shape::Batch),
        ("responses.jsonl", lines(records(&responses)), Shape::Batch),
        ("claude.jsonl", lines(records(&claude)), Shape::Batch),
        ("gemini.jsonl", lines(records(&gemini)), Shape::Batch),
        ("wrapped.json", json!({ "model": "m", "results": records(&plain) }).to_string(), Shape::Wrapped),
    ]
}

#[test]
fn what_other_programs_write_becomes_a_table_that_scores() {
    let dataset = val();
    let reference = Reference::Dataset(&dataset);
    let truth = Truth::of(&dataset).unwrap();
    for (name, text, shape) in files(ROWS) {
        assert_eq!(read(name, text.as_bytes()), Err(TableError::ForeignJson { shape }), "{name}");
        let checked = check(name, text.as_bytes(), &reference);
        assert_eq!(checked.report.severity(), Severity::Error, "{name}");
        assert_eq!(checked.report.failure, Some(TableError::ForeignJson { shape }), "{name}");
        assert!(checked.report.finding(Kind::ForeignJson).is_some(), "{name}");
        let repairs = offers(&checked, &reference);
        assert!(repairs.contains(&Repair::ConvertJson) && repairs.contains(&Repair::AddColumns), "{name}: {repairs:?}");
        let repaired = apply(&checked, &repairs, &reference).unwrap();
        let first = [("0", "A"), ("10", "B"), ("20", "C")].map(|(index, answer)| (index.to_owned(), answer.to_owned()));
        assert_eq!(repaired.first_rows(3), first, "{name}");
        for format in [TableFormat::Xlsx, TableFormat::Tsv] {
            let name = format!("{name}.{}", format.extension());
            let bytes = repaired.write(format).unwrap();
            assert_eq!(check(&name, &bytes, &reference).report.findings, [], "{name}");
            let scored = Scored::new(&Prepared::new(read(&name, &bytes).unwrap()).unwrap(), &truth, RuleSet::LATEST);
            assert_eq!((scored.refusal(), scored.rows.len(), scored.correct()), (None, ROWS, ROWS), "{name}");
        }
    }
}

/// As programs write that cut a text within a character.
#[test]
fn half_a_character_hides_no_shape() {
    let reference = Reference::Split(Split::Val);
    for (name, text, shape) in files(ROWS) {
        let text = text.replace("\"A\"", r#""A \ud83d""#);
        assert_eq!(read(name, text.as_bytes()), Err(TableError::ForeignJson { shape }), "{name}");
        let table = check(name, text.as_bytes(), &reference).table.unwrap();
        assert_eq!(table.frame.column("prediction").unwrap().values[0], Cell::text("A \u{fffd}"), "{name}");
    }
}

#[test]
fn what_needs_a_guess_is_recognised_and_not_written() {
    let values = json!([[0, "A"], [10, "B"]]).to_string();
    let error = TableError::ForeignJson { shape: Shape::PandasValues };
    assert_eq!(read("m.json", values.as_bytes()), Err(error.clone()));
    let checked = check("m.json", values.as_bytes(), &Reference::Dataset(&val()));
    assert_eq!(checked.report.failure, Some(error));
    assert!(checked.table.is_none() && checked.report.severity() == Severity::Error);
}

#[test]
fn answers_to_all_of_test_are_no_table_of_too_many_columns() {
    let text = object((0..21_281).map(|index: u32| (index.to_string(), json!("A"))));
    for name in ["m.json", "m.jsonl"] {
        let error = TableError::ForeignJson { shape: Shape::Answers };
        assert_eq!(read(name, text.as_bytes()), Err(error));
        let report = check(name, text.as_bytes(), &Reference::Split(Split::Test)).report;
        assert_eq!((report.rows, report.finding(Kind::MissingRows)), (Some(21_281), None), "{name}");
    }
}

/// All on one line: an object that holds very many values, as pandas and lmms-eval write it.
#[test]
fn all_of_test_within_one_object_is_recognised() {
    let rows = || 0..21_281_u32;
    let cells = |index: u32| json!([index, "A", "q", "x", "y"]);
    let record = |index: u32| json!({ "index": index, "prediction": "A", "question": "q", "B": "x", "C": "y" });
    let split = json!({
        "columns": ["index", "prediction", "question", "B", "C"],
        "index": rows().collect::<Vec<_>>(),
        "data": rows().map(cells).collect::<Vec<_>>(),
    });
    let table = json!({ "schema": {}, "data": rows().map(record).collect::<Vec<_>>() });
    let wrapped = json!({ "results": rows().map(record).collect::<Vec<_>>() });
    for (text, shape) in [(split, Shape::PandasSplit), (table, Shape::PandasTable), (wrapped, Shape::Wrapped)] {
        let text = text.to_string();
        assert_eq!(read("m.json", text.as_bytes()), Err(TableError::ForeignJson { shape }));
        let report = check("m.json", text.as_bytes(), &Reference::Split(Split::Test)).report;
        assert_eq!((report.rows, report.failure), (Some(21_281), Some(TableError::ForeignJson { shape })));
    }
}

#[test]
fn the_first_rows_are_shown_whatever_the_case_of_their_columns() {
    let text = json!([{ "Index": 0, "Prediction": "A" }]).to_string();
    let dataset = val();
    let reference = Reference::Dataset(&dataset);
    let checked = check("m.json", text.as_bytes(), &reference);
    let repaired = apply(&checked, &[Repair::ConvertJson], &reference).unwrap();
    assert_eq!(repaired.first_rows(3), [("0".to_owned(), "A".to_owned())]);
}

#[test]
fn requests_without_an_answer_are_blank() {
    let failed =
        json!({ "custom_id": "0", "response": { "status_code": 500, "body": { "error": { "message": "A" } } } });
    let expired = json!({ "custom_id": "10", "response": null, "error": { "code": "batch_expired" } });
    let checked = check("b.jsonl", lines([failed, expired]).as_bytes(), &Reference::Dataset(&val()));
    assert_eq!(checked.report.finding(Kind::BlankPrediction).map(|finding| finding.count), Some(2));
}

#[test]
fn other_json_is_left_to_its_own_errors() {
    for text in [r#"{"a": 1}"#, r#"{"model": {"name": "x"}}"#, r#"["A", "B"]"#, r#"{"a": [1, 2]}"#, "{}", "1"] {
        let error = read("m.json", text.as_bytes()).unwrap_err();
        assert!(!matches!(error, TableError::ForeignJson { .. }), "{text}: {error:?}");
    }
}

#[test]
fn end_tokens_are_named_and_removed_on_demand_alone() {
    let mut table = super::tables::predictions();
    for (row, ending) in ["<|im_end|>", "</s>", "<end_of_turn>\n"].into_iter().enumerate() {
        let letter = ["A", "B", "C"][row];
        table.set(row, "prediction", &format!("{letter}{ending}"));
    }
    let dataset = val();
    let reference = Reference::Dataset(&dataset);
    for format in super::tables::FORMATS {
        let checked = check(&format!("m.{format}"), &table.bytes(format), &reference);
        let finding = checked.report.finding(Kind::EndToken).unwrap();
        assert_eq!(
            (finding.count, &finding.details),
            (3, &Details::Names(["<|im_end|>", "</s>", "<end_of_turn>"].map(str::to_owned).to_vec()))
        );
        let repairs = offers(&checked, &reference);
        assert!(!Repair::RemoveEndTokens.keeps_predictions() && repairs.contains(&Repair::RemoveEndTokens));
        let written =
            |repairs: &[Repair]| apply(&checked, repairs, &reference).unwrap().write(TableFormat::Tsv).unwrap();
        let kinds = |bytes: &[u8]| super::tables::kinds(&check("m.tsv", bytes, &reference).report);
        assert!(kinds(&written(&repairs)).is_empty(), "{format}");
        assert!(kinds(&written(&[])).contains(&Kind::EndToken), "{format}");
    }
}

#[test]
fn answers_without_option_are_told() {
    let mut table = questions();
    table.set(1, "answer", "E");
    table.set(2, "answer", "b");
    let dataset = dataset_of(&table);
    let mut predictions = super::tables::predictions();
    predictions.drop("answer");
    let report = check("m.tsv", predictions.delimited('\t').as_bytes(), &Reference::Dataset(&dataset)).report;
    assert_eq!(report.finding(Kind::AnswerWithoutOption).map(|finding| finding.count), Some(2));
}
