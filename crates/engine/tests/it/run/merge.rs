//! Prediction files taken over into a run, and the parts of a run merged.

use engine::run::{MergeError, Merged, Overlap, RunHeader, import_predictions, merge};
use engine::table::{Column, Frame, Value};

use super::{plan_of, with_column};

#[test]
fn only_answers_are_taken_over() {
    let column = |name: &str, values| Column { name: Value::text(name), values };
    let rows = [
        (Value::Int(2), Value::text("C")),
        (Value::Float(1.0), Value::Int(7)),
        (Value::Int(0), Value::Missing),
        (Value::Int(3), Value::text("Failed to obtain answer via API. ")),
        (Value::Int(4), Value::text(" \n")),
        (Value::Int(2), Value::text("D")),
        (Value::Int(99), Value::text("A")),
        (Value::Missing, Value::text("A")),
    ];
    let (index, prediction) = rows.into_iter().unzip();
    let frame = Frame::new(vec![column("index", index), column("prediction", prediction)]);
    let (dataset, questions) = plan_of(5);
    let imported = import_predictions("p.xlsx", &frame, &questions, &dataset).unwrap();
    assert_eq!(imported.predictions, [(1, "7".to_owned()), (2, "C".to_owned())]);
    assert_eq!((imported.unanswered, imported.others), (3, 2));
    let records = imported.records(&RunHeader::indices(&questions), 5);
    assert_eq!((records[0].index.as_str(), records[0].answer().unwrap().text.as_str()), ("1", "7"));
    let missing = MergeError::MissingColumn { part: "p.xlsx".to_owned(), name: "index".to_owned() };
    assert_eq!(import_predictions("p.xlsx", &Frame::default(), &questions, &dataset), Err(missing));
}

#[test]
fn predictions_of_another_dataset_are_not_taken() {
    let column = |name: &str, values| Column { name: Value::text(name), values };
    let mut frame = Frame::new(vec![
        column("index", (0..3).map(Value::Int).collect()),
        column("prediction", ["A", "B", "C"].map(Value::text).to_vec()),
    ]);
    let (dataset, questions) = plan_of(3);
    with_column(&mut frame, "question", &["Which 0?", "Where is it?", "Which 2?"]);
    let imported = import_predictions("p.tsv", &frame, &questions, &dataset).unwrap();
    assert_eq!(imported.predictions, [(0, "A".to_owned()), (2, "C".to_owned())]);
    assert_eq!((imported.unanswered, imported.others), (0, 1));
    with_column(&mut frame, "A", &["kidney", "heart 1", "heart 2"]);
    let refused = MergeError::OtherQuestions { part: "p.tsv".to_owned(), others: 2, of: 3 };
    assert_eq!(import_predictions("p.tsv", &frame, &questions, &dataset), Err(refused));
}

fn part(name: &str, rows: &[(i128, &str)]) -> (String, Frame) {
    let column = |name: &str, values| Column { name: Value::text(name), values };
    let columns = vec![
        column("index", rows.iter().map(|(index, _)| Value::Int(*index)).collect()),
        column("prediction", rows.iter().map(|(_, text)| Value::text(text)).collect()),
    ];
    (name.to_owned(), Frame::new(columns))
}

fn merged(parts: &[(String, Frame)], count: usize) -> Result<Merged, MergeError> {
    let (dataset, questions) = plan_of(count);
    merge(parts, &questions, &dataset)
}

#[test]
fn parts_make_the_whole_in_order() {
    let mut second = part("2", &[(0, "A"), (1, "B")]);
    second.1.update(|columns| columns.reverse());
    let merged = merged(&[part("1", &[(3, "D"), (2, "C")]), second], 4).unwrap();
    assert!(merged.is_clean());
    assert_eq!(merged.frame, part("", &[(0, "A"), (1, "B"), (2, "C"), (3, "D")]).1);
}

#[test]
fn gaps_overlaps_and_strangers_are_told() {
    let parts = [part("1", &[(0, "A"), (1, "B")]), part("2", &[(1, "B"), (0, "C"), (9, "D"), (9, "D")])];
    let merged = merged(&parts, 3).unwrap();
    let overlap = |index: &str, parts: (&str, &str), is_equal| Overlap {
        index: index.to_owned(),
        parts: (parts.0.to_owned(), parts.1.to_owned()),
        is_equal,
    };
    assert_eq!(merged.gaps, ["2"]);
    assert_eq!(merged.unexpected, ["9", "9"]);
    let told = [overlap("1", ("1", "2"), true), overlap("0", ("1", "2"), false)];
    assert_eq!(merged.overlaps, told);
    // A file with rows of other questions would be refused by VLMEvalKit.
    assert_eq!(merged.frame, part("", &[(0, "A"), (1, "B")]).1);
    assert!(!merged.is_clean());
}

#[test]
fn parts_of_another_dataset_are_not_mixed_in() {
    let mut first = part("1", &[(0, "A"), (1, "B"), (2, "C")]);
    with_column(&mut first.1, "question", &["Which 0?", "Where is it?", "Which 2?"]);
    let told = merged(std::slice::from_ref(&first), 3).unwrap();
    assert_eq!((told.gaps, told.unexpected), (vec!["1".to_owned()], vec!["1".to_owned()]));
    assert_eq!(told.frame.row_count(), 2);
    let mut second = part("2", &[(1, "A")]);
    with_column(&mut second.1, "question", &["Where is it?"]);
    let refused = MergeError::OtherQuestions { part: "2".to_owned(), others: 1, of: 1 };
    assert_eq!(merged(&[first, second], 3), Err(refused));
}

#[test]
fn foreign_tables_are_refused() {
    let mut other = part("2", &[(0, "A")]);
    other.1.update(|columns| columns[0].name = Value::text("Index"));
    let missing = MergeError::MissingColumn { part: "2".to_owned(), name: "index".to_owned() };
    assert_eq!(merged(&[part("1", &[]), other], 0), Err(missing));
    let mut wider = part("2", &[(0, "A")]);
    wider.1.update(|columns| columns.push(Column::named("A", vec![Value::Missing])));
    let different = MergeError::DifferentColumns { part: "2".to_owned(), first: "1".to_owned() };
    assert_eq!(merged(&[part("1", &[]), wider], 0), Err(different));
    assert_eq!(merged(&[], 1).unwrap().gaps, ["0"]);
}

#[test]
fn questions_and_options_are_compared() {
    let (dataset, questions) = plan_of(3);
    let column = |name: &str, values| Column { name: Value::text(name), values };
    let imported = |indices: [i128; 3]| {
        let prediction = ["x", "y", "z"].map(Value::text).to_vec();
        let mut frame =
            Frame::new(vec![column("index", indices.map(Value::Int).to_vec()), column("prediction", prediction)]);
        with_column(&mut frame, "question", &["Which 0?", "Which 1?", ""]);
        with_column(&mut frame, "A", &["heart 0", "kidney", "heart 2"]);
        with_column(&mut frame, "Z", &["unknown to the dataset", "", ""]);
        import_predictions("p.tsv", &frame, &questions, &dataset)
    };
    let agreed = imported([0, 1, 2]).unwrap();
    assert_eq!(agreed.predictions, [(0, "x".to_owned()), (2, "z".to_owned())]);
    assert_eq!(agreed.others, 1);
    // Row 0 has the index of another question.
    let refused = MergeError::OtherQuestions { part: "p.tsv".to_owned(), others: 2, of: 3 };
    assert_eq!(imported([1, 0, 2]), Err(refused));
}
