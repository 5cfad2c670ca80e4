//! Kinds that are about columns and rows, in all five formats.

use engine::check::{FindingKind as Kind, Note, Reference, Split, check};
use engine::dataset::Dataset;
use engine::scoring::{AccuracyTable, Prepared, RuleSet, Scored, Truth};
use engine::table::read;

use super::files::{Cell, cells, workbook};
use super::tables::{FORMATS, ROWS, Table, assert_found, dataset_of, kinds, predictions, questions, report, test, val};

/// Asserts what is found in every format.
fn in_all_formats(change: impl Fn(&mut Table), expected: &[(Kind, u32)], notes: &[Note]) {
    let mut table = predictions();
    change(&mut table);
    for format in FORMATS {
        assert_found(&format!("model.{format}"), &table.bytes(format), expected, notes);
    }
}

#[test]
fn clean_files_are_clean() {
    in_all_formats(|_| {}, &[], &[]);
    for format in ["json", "jsonl"] {
        let found = report(&format!("model.{format}"), &predictions().bytes(format));
        assert_eq!(found.notes, [Note::JsonNotNative]);
    }
}

/// pandas makes a column of days that has blanks a column of its own type, which Python sorts.
#[test]
fn days_and_blanks_are_groups_of_one_column() {
    let table = predictions();
    let mut rows = cells(&table);
    for (number, row) in rows.iter_mut().enumerate().skip(1) {
        row[table.place("department")] = if number % 2 == 0 { Cell::Blank } else { Cell::Date("45292") };
    }
    let (bytes, dataset) = (workbook(&[("Sheet1", rows)]), val());
    assert_eq!(check("m.xlsx", &bytes, &Reference::Dataset(&dataset)).report.refusal, None);
    let prepared = Prepared::of_file("m.xlsx", read("m.xlsx", &bytes).unwrap()).unwrap();
    let scored = Scored::new(&prepared, &Truth::of(&dataset).unwrap(), RuleSet::LATEST);
    assert_eq!(scored.refusal(), None);
    let report = AccuracyTable::by_column(&prepared, &scored, "department").unwrap();
    let names: Vec<_> = report.columns.iter().map(|column| column.name.to_python_text()).collect();
    assert_eq!(names, ["Overall", "2024-01-01 00:00:00", "nan"]);
}

#[test]
fn columns_that_are_missing_or_misnamed() {
    in_all_formats(|table| table.drop("prediction"), &[(Kind::MissingPredictionColumn, 1)], &[]);
    in_all_formats(|table| table.drop("index"), &[(Kind::MissingIndexColumn, 1)], &[]);
    in_all_formats(|table| table.drop("question"), &[(Kind::MissingQuestionColumn, 1)], &[]);
    let two = |table: &mut Table| {
        table.drop("department");
        table.drop("clinical VQA task");
    };
    in_all_formats(two, &[(Kind::MissingGroupColumn, 2)], &[]);
    in_all_formats(|table| table.rename("prediction", "PREDICTION"), &[(Kind::ColumnCase, 1)], &[]);
    in_all_formats(|table| table.rename("index", "Index"), &[(Kind::ColumnCase, 1)], &[]);
    in_all_formats(|table| table.rename("question", "Question"), &[], &[Note::ColumnLowercased]);
    in_all_formats(|table| table.rename("clinical VQA task", "clinical vqa task"), &[], &[]);
    in_all_formats(|table| table.add("Category", "Heart disease"), &[(Kind::ColumnCollision, 1)], &[]);
    in_all_formats(|table| table.add("K", "kidney"), &[(Kind::StrayOptionColumn, 1)], &[]);
    in_all_formats(|table| table.add("thinking", "hm"), &[], &[Note::ExtraColumns]);
    let result = |table: &mut Table| {
        table.add("hit", "1");
        table.add("log", "Match Log");
    };
    in_all_formats(result, &[(Kind::ResultFile, 1)], &[]);
}

#[test]
fn rows_that_do_not_belong() {
    in_all_formats(|table| table.set(3, "index", "77"), &[(Kind::UnknownIndex, 1), (Kind::MissingRows, 1)], &[]);
    in_all_formats(|table| table.set(3, "index", ""), &[(Kind::BlankIndex, 1), (Kind::MissingRows, 1)], &[]);
    in_all_formats(|table| drop(table.rows.drain(4..7)), &[(Kind::MissingRows, 3)], &[]);
    in_all_formats(|table| table.rows.swap(2, 9), &[], &[Note::RowOrder]);
    in_all_formats(|table| table.rows.push(table.rows[1].clone()), &[(Kind::DuplicateIndex, 1)], &[]);
    let conflict = |table: &mut Table| {
        table.rows.push(table.rows[1].clone());
        table.rows.push(table.rows[2].clone());
        table.set(ROWS, "prediction", "C");
    };
    in_all_formats(conflict, &[(Kind::DuplicateConflict, 1), (Kind::DuplicateIndex, 2)], &[]);
}

#[test]
fn one_wrong_index_does_not_make_all_unknown() {
    in_all_formats(|table| table.set(3, "index", "thirty"), &[(Kind::UnknownIndex, 1), (Kind::MissingRows, 1)], &[]);
}

#[test]
fn rows_that_say_something_else() {
    in_all_formats(|table| table.set(1, "question", "Another one?"), &[(Kind::QuestionMismatch, 1)], &[]);
    in_all_formats(|table| table.set(1, "question", ""), &[(Kind::BlankQuestion, 1)], &[]);
    in_all_formats(|table| table.set(1, "category", ""), &[(Kind::BlankCategory, 1)], &[]);
    in_all_formats(|table| table.set(1, "answer", "E"), &[(Kind::AnswerMismatch, 1)], &[]);
    in_all_formats(|table| table.set(1, "E", "none of them"), &[(Kind::OptionMismatch, 1)], &[]);
    let shifted = |table: &mut Table| {
        for row in 0..ROWS {
            table.set(row, "index", &(((row + 1) % ROWS) * 10).to_string());
        }
    };
    let all = u32::try_from(ROWS).unwrap();
    let found = [(Kind::QuestionMismatch, all), (Kind::OptionMismatch, all), (Kind::AnswerMismatch, all)];
    in_all_formats(shifted, &found, &[]);
}

/// The check ends as the scorer does, whatever the types of the values that a column is grouped by.
#[test]
fn groups_are_unsortable_where_the_scorer_says_so() {
    let names = ["l2-category", "category", "clinical VQA task", "department", "perceptual granularity"];
    let odd = ["null", "5", "1.5", "true", "\"\"", "\"text\"", "[\"x\"]", "{\"a\": 1}"];
    for (name, [usual, odd]) in names.iter().flat_map(|name| pairs(&odd).map(move |pair| (*name, pair))) {
        let mut table = predictions();
        if name == "l2-category" {
            table.add(name, "text");
        }
        let mut records = table.records();
        for (row, record) in records.iter_mut().enumerate() {
            record[name] = serde_json::from_str(if row == 3 { odd } else { usual }).unwrap();
        }
        let json = serde_json::to_vec(&records).unwrap();
        let report = report("m.json", &json);
        let told = [Kind::MixedGroupColumn, Kind::BlankCategory].iter().any(|kind| report.finding(*kind).is_some());
        let prepared = Prepared::new(read("m.json", &json).unwrap()).unwrap();
        let scored = Scored::new(&prepared, &Truth::own(&prepared).unwrap(), RuleSet::R2026);
        assert_eq!(told, scored.refusal().is_some(), "{name}: {usual} and {odd}");
    }
}

/// A question that is blank text is a question to VLMEvalKit; any other that is no text stops it.
#[test]
fn questions_are_refused_where_the_scorer_refuses_them() {
    for (odd, is_refused) in [("\"\"", false), ("\" \"", false), ("null", true), ("5", true), ("[\"x\"]", true)] {
        let mut records = predictions().records();
        records[3]["question"] = serde_json::from_str(odd).unwrap();
        let json = serde_json::to_vec(&records).unwrap();
        let is_found = report("m.json", &json).finding(Kind::BlankQuestion).is_some();
        let prepared = Prepared::new(read("m.json", &json).unwrap()).unwrap();
        let scored = Scored::new(&prepared, &Truth::own(&prepared).unwrap(), RuleSet::R2026);
        assert_eq!((is_found, scored.refusal().is_some()), (is_refused, is_refused), "{odd}");
    }
}

fn pairs<'t>(values: &'t [&'t str]) -> impl Iterator<Item = [&'t str; 2]> {
    values.iter().flat_map(move |first| values.iter().map(move |second| [*first, *second]))
}

#[test]
fn predictions_have_one_class_each() {
    let cases = [
        (" \t", Kind::BlankPrediction),
        ("", Kind::BlankPrediction),
        ("None", Kind::NanTextPrediction),
        ("#N/A", Kind::NanTextPrediction),
        ("Failed to obtain answer via API.", Kind::ApiFailure),
        ("Sorry, I can't help with images of people yet.", Kind::Refusal),
        ("I can't process this file.", Kind::Refusal),
        ("I'm sorry, but without the image provided", Kind::Refusal),
        ("Cannot determine the answer", Kind::Refusal),
        ("A or B", Kind::Uninferable),
        ("Z", Kind::Uninferable),
        ("A_x000D_\nheart", Kind::ControlEscape),
    ];
    for (text, kind) in cases {
        in_all_formats(|table| table.set(5, "prediction", text), &[(kind, 1)], &[]);
    }
    let long = "heart ".repeat(6_000);
    in_all_formats(|table| table.set(5, "prediction", &long[..32_767]), &[(Kind::CellTruncated, 1)], &[]);
}

#[test]
fn answers_that_a_run_has_marked_as_cut() {
    let cut = |table: &mut Table| {
        table.add("finish_reason", "stop");
        table.set(5, "finish_reason", "length");
    };
    in_all_formats(cut, &[(Kind::AnswerCut, 1)], &[Note::ExtraColumns]);
}

#[test]
fn predictions_that_stop() {
    let stop = |from: usize| {
        move |table: &mut Table| {
            for row in from..ROWS {
                table.set(row, "prediction", "");
            }
        }
    };
    in_all_formats(stop(8), &[(Kind::BlankPrediction, 4)], &[]);
    in_all_formats(stop(7), &[(Kind::BlankPrediction, 5), (Kind::TrailingBlankPredictions, 5)], &[]);
}

#[test]
fn no_rows_at_all() {
    let all = u32::try_from(ROWS).unwrap();
    let mut table = predictions();
    table.rows.clear();
    for format in FORMATS {
        let bytes = if format == "jsonl" { b"[]\n".to_vec() } else { table.bytes(format) };
        let expected = [(Kind::NoDataRows, 1), (Kind::MissingRows, all)];
        if format == "jsonl" {
            assert!(kinds(&report("m.jsonl", &bytes)).contains(&Kind::ExtensionMismatch));
        } else {
            assert_found(&format!("m.{format}"), &bytes, &expected, &[]);
        }
    }
}

#[test]
fn answers_do_not_belong_into_test() {
    let mut blank = questions();
    for row in 0..ROWS {
        blank.set(row, "answer", "");
    }
    for dataset in [test(), dataset_of(&blank)] {
        answers_are_a_leak(&dataset);
    }
}

fn answers_are_a_leak(dataset: &Dataset) {
    for format in FORMATS {
        let name = format!("m.{format}");
        let found = check(&name, &predictions().bytes(format), &Reference::Dataset(dataset)).report;
        assert_eq!(kinds(&found), [Kind::AnswerLeak].into(), "{name}");
        let mut clean = predictions();
        clean.drop("answer");
        let found = check(&name, &clean.bytes(format), &Reference::Dataset(dataset)).report;
        assert_eq!(kinds(&found), [].into(), "{name}");
    }
}

#[test]
fn text_indices_of_json_are_another_type() {
    let mut records = predictions().records();
    for record in &mut records {
        let text = record["index"].to_string();
        record["index"] = text.into();
    }
    let bytes = serde_json::to_vec(&records).unwrap();
    let all = u32::try_from(ROWS).unwrap();
    assert_found("m.json", &bytes, &[(Kind::IndexTypeMismatch, all)], &[]);
}

#[test]
fn findings_lead_to_rows() {
    let mut table = predictions();
    table.set(5, "prediction", "who knows");
    table.rows.remove(2);
    let found = report("m.csv", &table.bytes("csv"));
    let uninferable = found.finding(Kind::Uninferable).unwrap();
    assert_eq!(uninferable.indices, ["50"]);
    assert_eq!((uninferable.places[0].row, uninferable.places[0].dataset_row), (Some(4), Some(5)));
    let missing = found.finding(Kind::MissingRows).unwrap();
    assert_eq!(missing.indices, ["20"]);
    assert_eq!((missing.places[0].row, missing.places[0].dataset_row), (None, Some(2)));
}

#[test]
fn without_dataset_the_published_numbers_count() {
    let shape = |split: Split, count: usize, name: &str| {
        let mut table = predictions();
        if split == Split::Test {
            table.drop("answer");
        }
        let rows = (0..count).map(|number| {
            let mut row = table.rows[number % ROWS].clone();
            row[0] = number.to_string();
            row
        });
        table.rows = rows.collect();
        check(name, &table.bytes("tsv"), &Reference::Split(split)).report
    };
    assert_eq!(shape(Split::Val, 4_550, "m.tsv").findings, []);
    assert_eq!(shape(Split::Test, 21_281, "m.tsv").findings, []);
    let short = shape(Split::Val, 4_549, "m.tsv");
    assert_eq!(short.findings.len(), 1);
    assert_eq!(short.finding(Kind::MissingRows).unwrap().indices, ["4549"]);
    let long = shape(Split::Val, 4_552, "m.tsv");
    assert_eq!(long.finding(Kind::UnknownIndex).unwrap().indices, ["4550", "4551"]);
    let leak = check("m.csv", &predictions().bytes("csv"), &Reference::Split(Split::Test)).report;
    assert!(kinds(&leak).contains(&Kind::AnswerLeak));
}
