use engine::dataset::IndexKey;
use engine::scoring::{AccuracyTable, Prepared, Repeated, RuleSet, ScoreError, Scored, Truth, TruthSource};
use engine::table::{Column, Frame, Value, write};

fn prepared(rows: &[(i128, &str)]) -> Prepared {
    let column = |name: &str, values: Vec<Value>| Column { name: Value::text(name), values };
    let each = |value: &dyn Fn(&(i128, &str)) -> Value| rows.iter().map(value).collect();
    let columns = vec![
        column("index", each(&|(index, _)| Value::Int(*index))),
        column("question", each(&|_| Value::text("what"))),
        column("A", each(&|_| Value::text("spleen"))),
        column("B", each(&|_| Value::text("aorta"))),
        column("prediction", each(&|(_, prediction)| Value::text(prediction))),
    ];
    Prepared::new(Frame::new(columns)).unwrap()
}

fn truth(answers: &[(i128, &str)]) -> Truth {
    Truth::new(answers.iter().map(|(index, answer)| (IndexKey::Int(*index), Value::text(answer))))
}

#[test]
fn rows_of_an_index_share_the_result_of_the_last() {
    let predictions = prepared(&[(0, "A"), (0, "B"), (1, "A"), (1, "A"), (2, "B")]);
    let scored = Scored::new(&predictions, &truth(&[(0, "A"), (1, "A"), (2, "A")]), RuleSet::R2026);
    let correct: Vec<_> = scored.rows.iter().map(|row| row.is_correct).collect();
    assert_eq!(correct, [false, false, true, true, false]);
    assert_eq!(scored.repeated(&predictions), Repeated { rows: 2, differing: 1 });
}

#[test]
fn rows_without_an_answer_are_left_out_and_told() {
    let predictions = prepared(&[(0, "A"), (7, "A"), (8, "A")]);
    let scored = Scored::new(&predictions, &truth(&[(0, "A")]), RuleSet::R2026);
    assert_eq!((scored.rows.len(), scored.correct()), (1, 1));
    assert_eq!(scored.refusal(), Some(&ScoreError::UnknownIndex { rows: 2, first: "7".to_owned() }));
}

#[test]
fn without_rows_the_tables_of_groups_have_no_split() {
    let names = ["index", "question", "prediction", "clinical vqa task", "department", "perceptual granularity"];
    let columns = names.map(|name| Column { name: Value::text(name), values: Vec::new() }).to_vec();
    let predictions = Prepared::new(Frame::new(columns)).unwrap();
    let scored = Scored::new(&predictions, &truth(&[(0, "A")]), RuleSet::R2026);
    let table = |report: Result<AccuracyTable, ScoreError>| {
        String::from_utf8(write::delimited(&report.unwrap().to_frame(), b',')).unwrap()
    };
    assert_eq!(table(AccuracyTable::by_column(&predictions, &scored, "department")), "\"split\",\"Overall\"\n");
    assert_eq!(table(AccuracyTable::overall(&predictions, &scored)), "\"split\",\"Overall\"\n\"none\",\"\"\n");
}

#[test]
fn a_score_knows_whose_answers_it_rests_on() {
    let predictions = prepared(&[(0, "A")]);
    let scored = Scored::new(&predictions, &truth(&[(0, "A")]), RuleSet::R2024);
    assert_eq!((scored.rules, scored.truth), (RuleSet::R2024, TruthSource::Dataset));
    let mut frame = predictions.frame().clone();
    frame.update(|columns| columns.push(Column::named("answer", vec![Value::text("B")])));
    let predictions = Prepared::new(frame).unwrap();
    let scored = Scored::new(&predictions, &Truth::own(&predictions).unwrap(), RuleSet::R2024);
    assert_eq!((scored.truth, scored.correct()), (TruthSource::OwnColumn, 0));
}
