use std::time::Instant;

use engine::scoring::{Prepared, ScoreError};
use engine::table::{Column, Frame, Value};

fn frame(columns: &[(&str, &[Value])]) -> Frame {
    let column = |(name, values): &(&str, &[Value])| Column { name: Value::text(name), values: values.to_vec() };
    Frame::new(columns.iter().map(column).collect())
}

#[test]
fn rows_are_sorted_and_predictions_printed() {
    let prepared = Prepared::new(frame(&[
        ("index", &[Value::Missing, Value::Int(2), Value::Float(1.5)]),
        ("prediction", &[Value::Missing, Value::Float(1.0), Value::Bool(true)]),
        ("question", &[Value::text("q"), Value::text("q"), Value::text("q")]),
    ]))
    .unwrap();
    let predictions: Vec<_> = (0..3).map(|row| prepared.prediction(row)).collect();
    assert_eq!(predictions, ["True", "1.0", "nan"]);
}

#[test]
fn a_capitalised_column_wins_whatever_the_order() {
    let orders = [
        ["Category", "category", "CATEGORY"],
        ["category", "Category", "CATEGORY"],
        ["Category", "CATEGORY", "category"],
        ["Category", "x", "CATEGORY"],
    ];
    for names in orders {
        let columns = names.map(|name| (name, [Value::text(name)]));
        let named = columns.each_ref().map(|(name, values)| (*name, &values[..]));
        let index = ("index", &[Value::Int(0)][..]);
        let prepared =
            Prepared::new(frame(&[&[index, ("prediction", &[Value::text("A")])], &named[..]].concat())).unwrap();
        assert_eq!(prepared.cell(0, "category"), Value::text("CATEGORY"), "{names:?}");
        assert_eq!(prepared.frame().columns().len(), if names.contains(&"x") { 4 } else { 3 });
    }
}

#[test]
fn index_and_prediction_must_be_there_in_lower_case() {
    let error = Prepared::new(frame(&[("index", &[]), ("Prediction", &[])])).unwrap_err();
    let found = vec!["index".to_owned(), "Prediction".to_owned()];
    assert_eq!(error, ScoreError::MissingColumn { name: "prediction".to_owned(), found });
}

#[test]
fn text_and_numbers_in_the_index_have_no_order() {
    let index = [Value::text("a"), Value::Int(1)];
    let predictions = [Value::text("A"), Value::text("B")];
    let prepared = Prepared::new(frame(&[("index", &index), ("prediction", &predictions)])).unwrap();
    assert_eq!(prepared.frame().column("index").unwrap().values, index);
}

/// With a search for each name, 128 times as many would take 16,384 times as long.
#[test]
fn very_many_columns_are_renamed_in_little_time() {
    let time = |columns: usize| {
        let names: Vec<String> = (0..columns).map(|number| format!("Column {number}")).collect();
        let (index, prediction) = ([Value::Int(0)], [Value::text("A")]);
        let mut all: Vec<(&str, &[Value])> = vec![("index", &index), ("prediction", &prediction)];
        all.extend(names.iter().map(|name| (name.as_str(), &prediction[..])));
        let once = |_| {
            let frame = frame(&all);
            let begun = Instant::now();
            assert_eq!(Prepared::new(frame).unwrap().frame().columns().len(), columns + 2);
            begun.elapsed()
        };
        (0..3).map(once).min().unwrap()
    };
    let (few, many) = (time(500), time(64_000));
    assert!(many < few * 1_500, "{few:?} and {many:?}");
}

/// The expected values are those of pandas 2.3.3 with `XlsxWriter` 3.3.1 and openpyxl 3.1.5.
#[test]
fn numbers_come_back_as_pandas_reads_them() {
    let float = Value::Float;
    let text = || Value::text("a");
    let cases = [
        (vec![float(1.0), float(5.0)], vec![Value::Int(1), Value::Int(5)]),
        (vec![float(1.0), float(5.5)], vec![float(1.0), float(5.5)]),
        (vec![float(1.0), Value::Missing], vec![float(1.0), Value::Missing]),
        (vec![text(), float(1.0)], vec![text(), Value::Int(1)]),
        (vec![text(), float(6.5)], vec![text(), float(6.5)]),
        (vec![float(0.1 + 0.2), float(1.5)], vec![float(0.3), float(1.5)]),
        (vec![float(-0.0), float(3.0)], vec![Value::Int(0), Value::Int(3)]),
        // Infinite numbers are written as words, which are read as numbers again.
        (vec![float(f64::INFINITY), float(1.0)], vec![float(f64::INFINITY), float(1.0)]),
        (vec![float(f64::NEG_INFINITY), Value::Missing], vec![float(f64::NEG_INFINITY), Value::Missing]),
        (vec![Value::Int((1 << 60) + 1), Value::Int(3)], vec![Value::Int(1 << 60), Value::Int(3)]),
        (vec![Value::Bool(true), text()], vec![Value::Bool(true), text()]),
    ];
    for (values, expected) in cases {
        let index: Vec<Value> = (0..).map(Value::Int).take(values.len()).collect();
        let predictions = vec![Value::text("A"); values.len()];
        let columns = [("index", &index[..]), ("prediction", &predictions), ("Category", &values), ("x", &values)];
        let read = |name: &str, column: &str| {
            let prepared = Prepared::of_file(name, frame(&columns)).unwrap();
            prepared.frame().column(column).unwrap().values.clone()
        };
        assert_eq!(read("m.tsv", "category"), values);
        assert_eq!(read("m.xlsx", "category"), expected, "{values:?}");
        assert_eq!(read("m.xlsx", "x"), values);
    }
}
