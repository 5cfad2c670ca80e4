//! What makes VLMEvalKit give no score, as [`Scored::refusal`] tells it.

use std::rc::Rc;

use engine::dataset::IndexKey;
use engine::scoring::{GROUP_COLUMNS, Prepared, RuleSet, ScoreError, Scored, Truth};
use engine::table::{Column, Frame, Value};

/// The refusal of predictions with these indices and categories; the dataset has the indices 0, 12 and 1000.
fn refusal(index: &[Value], category: &[Value]) -> Option<ScoreError> {
    let column = |name: &str, values: Vec<Value>| Column { name: Value::text(name), values };
    let text = vec![Value::text("what"); index.len()];
    let others = GROUP_COLUMNS.into_iter().chain(["question", "prediction"]).map(|name| column(name, text.clone()));
    let own = [column("index", index.to_vec()), column("category", category.to_vec())];
    let predictions = Prepared::new(Frame::new(own.into_iter().chain(others).collect())).unwrap();
    let truth = Truth::new([0, 12, 1000].map(|index| (IndexKey::Int(index), Value::text("A"))));
    Scored::new(&predictions, &truth, RuleSet::LATEST).refusal().cloned()
}

fn refusal_of_index(index: &[Value]) -> Option<ScoreError> {
    refusal(index, &vec![Value::text("x"); index.len()])
}

#[test]
fn an_index_that_is_no_number_is_alone_to_blame() {
    let text = |text: &str| Value::text(text);
    let unknown = |rows, first: &str| Some(ScoreError::UnknownIndex { rows, first: first.to_owned() });
    assert_eq!(refusal_of_index(&[text("0"), text("1,000")]), unknown(1, "1,000"));
    assert_eq!(refusal_of_index(&[text("0"), text("1000.0")]), unknown(2, "0"));
    assert_eq!(refusal_of_index(&[text("0"), text("7"), text("x")]), unknown(2, "7"));
    assert_eq!(refusal_of_index(&[Value::Int(0), text("1000")]), Some(ScoreError::MixedIndex));
    assert_eq!(refusal_of_index(&[Value::Int(0), Value::Missing]), Some(ScoreError::BlankIndex { rows: 1 }));
}

#[test]
fn texts_may_spell_whole_numbers() {
    // Beside an index that spells no number only those are counted that spell none, either.
    let rows = |text: &str| match refusal_of_index(&[Value::text(text), Value::text("x")]) {
        Some(ScoreError::UnknownIndex { rows, .. }) => rows,
        other => panic!("{other:?}"),
    };
    assert_eq!([" 12", "12.0", "1e3"].map(rows), [1; 3]);
    assert_eq!(["1,000", "1.5", "", "nan", "inf"].map(rows), [2; 5]);
}

#[test]
fn blanks_go_with_numbers_and_days_alone() {
    let other = |text: &str| Value::Other(Rc::from(text));
    let sorts = |category: &[Value]| {
        let index: Vec<Value> = [0, 12, 1000].map(Value::Int).into_iter().take(category.len()).collect();
        match refusal(&index, category) {
            None => true,
            Some(error) => {
                assert_eq!(error, ScoreError::Unsortable { column: "category".to_owned() });
                false
            }
        }
    };
    assert!(sorts(&[Value::Int(1), Value::Missing, Value::Float(0.5)]));
    assert!(sorts(&[other("2024-03-01 00:00:00"), Value::Missing, other("2023-01-01 00:00:00")]));
    assert!(!sorts(&[other("12:30:00"), Value::Missing]));
    assert!(!sorts(&[Value::text("2024-03-01"), Value::Missing]));
    assert!(!sorts(&[Value::Int(1), Value::None]));
    assert!(!sorts(&[other("2024-03-01 00:00:00"), Value::Int(1)]));
}
