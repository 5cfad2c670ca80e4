//! The board against a second copy of the published tables, cell by cell, in the data file and in the CSV of each view.
//!
//! `leaderboard/published.json` names its sources, and each figure beside the head of its column, where the page's data
//! file has figures by place: a shifted column shows here.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use engine::board::{
    BoardData, Column, DEPARTMENTS, GRANULARITIES, QuestionGroup, Sorting, TASKS, TableQuery, View, rows, to_csv,
};
use serde_json::Value;

const PUBLISHED: &str = include_str!("../leaderboard/published.json");
const LEADERBOARD: &str = include_str!("../../public/board/leaderboard.json");
const NEWER: &str = include_str!("../../public/board/newer.json");

const MODELS: usize = 51;

fn models(text: &str) -> Vec<Value> {
    let file: Value = serde_json::from_str(text).unwrap();
    file["models"].as_array().unwrap().clone()
}

/// The figures of a group, in the order of the page's columns.
fn in_order(figures: &Value, fields: &[QuestionGroup]) -> Value {
    assert_eq!(figures.as_object().unwrap().len(), fields.len());
    fields.iter().map(|field| figures[field.abbreviation].clone()).collect()
}

#[test]
fn the_data_file_has_the_published_tables() {
    let published = models(PUBLISHED);
    let shown = models(LEADERBOARD);
    assert_eq!((published.len(), shown.len()), (MODELS, MODELS));
    for (published, shown) in published.iter().zip(&shown) {
        let name = &published["name"];
        for key in ["name", "family", "params", "vision_encoder", "llm", "val", "test", "all"] {
            assert_eq!(shown[key], published[key], "{name} {key}");
        }
        assert!(published["val"].is_f64() && published["test"].is_f64() && published["all"].is_f64(), "{name}");
        for (key, fields) in [("tasks", &TASKS[..]), ("departments", &DEPARTMENTS), ("granularity", &GRANULARITIES)] {
            let expected = in_order(&published[key], fields);
            assert!(expected.as_array().unwrap().iter().all(Value::is_f64), "{name} {key}");
            assert_eq!(shown[key], expected, "{name} {key}");
        }
        let multiple = &published["multiple_choice"];
        assert_eq!(shown["multiple_choice"][0], multiple["acc"], "{name}");
        assert_eq!(shown["multiple_choice"][1], multiple["recall"], "{name}");
    }
}

#[test]
fn the_csv_of_each_view_has_the_published_cells() {
    let data = BoardData::parse(LEADERBOARD, NEWER).unwrap();
    let published = models(PUBLISHED);
    for view in [View::Overview, View::Tasks, View::Departments, View::Granularity] {
        let sorting = Sorting::first(view.first_sort());
        let query = TableQuery { view, sorting, search: String::new(), family: None };
        let listed = rows(&data.entries, &query);
        let written = to_csv(&data, &data.entries, &listed, &query);
        let mut reader = csv::Reader::from_reader(written.as_slice());
        let records: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(records.len(), MODELS);
        for model in &published {
            let name = model["name"].as_str().unwrap();
            let record = records.iter().find(|record| &record[1] == name).unwrap();
            for (at, column) in view.columns().into_iter().enumerate() {
                assert_eq!(record[at + 3], cell(model, column), "{name} {column:?}");
            }
        }
    }
}

/// The cell as the CSV prints it: figures with two decimals, texts as published, nothing where nothing is.
fn cell(model: &Value, column: Column) -> String {
    let group = |key: &str| &model[key][column.group().unwrap().abbreviation];
    let value = match column {
        Column::Val => &model["val"],
        Column::Test => &model["test"],
        Column::All => &model["all"],
        Column::Task(_) => group("tasks"),
        Column::Department(_) => group("departments"),
        Column::Granularity(_) => group("granularity"),
        Column::MultipleAccuracy => &model["multiple_choice"]["acc"],
        Column::MultipleRecall => &model["multiple_choice"]["recall"],
        Column::Family => &model["family"],
        Column::Params => &model["params"],
        Column::VisionEncoder => &model["vision_encoder"],
        Column::Llm => &model["llm"],
        other => panic!("{other:?} is no column of the published board"),
    };
    match value {
        Value::Number(figure) => format!("{:.2}", figure.as_f64().unwrap()),
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => panic!("{other} is no cell"),
    }
}
