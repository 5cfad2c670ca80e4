//! Lists of answers: filters, words, order.

use engine::dataset::IndexKey;
use engine::scoring::{
    AnswerGroup, AnswerOutcome, AnswerQuery, AnswerSort, Prepared, Rule, RuleSet, Scored, Truth, chance, changing,
    groupings,
};
use engine::table::{Column, Frame, Value};

const LONG: &str = "A is what I see in this image of the abdomen, and nothing else that could be asked";

/// Index, question, department, prediction; the answer is A.
const ROWS: [(i128, &str, &str, &str); 5] = [
    (0, "Which organ?", "Urology", "A"),
    (1, "Which view?", "Urology", "B"),
    (2, "Which ORGAN is it?", "", "I do not know"),
    (3, "What is seen?", "Surgery", LONG),
    (4, "What is this?", "Surgery", "The aorta."),
];

fn table() -> Prepared {
    let column = |name: &str, value: &dyn Fn(usize) -> Value| Column {
        name: Value::text(name),
        values: (0..ROWS.len()).map(value).collect(),
    };
    let text = |text: &str| if text.is_empty() { Value::Missing } else { Value::text(text) };
    let columns = vec![
        column("index", &|row| Value::Int(ROWS[row].0)),
        column("question", &|row| text(ROWS[row].1)),
        column("department", &|row| text(ROWS[row].2)),
        column("A", &|_| text("spleen")),
        column("B", &|_| text("aorta")),
        column("C", &|row| text(if row == 0 { "liver" } else { "" })),
        column("prediction", &|row| text(ROWS[row].3)),
    ];
    Prepared::new(Frame::new(columns)).unwrap()
}

fn scored(table: &Prepared, rules: RuleSet) -> Scored {
    let truth = Truth::new((0..5).map(|index| (IndexKey::Int(index), Value::text("A"))));
    Scored::new(table, &truth, rules)
}

fn listed(query: &AnswerQuery) -> Vec<u32> {
    let table = table();
    let all = RuleSet::ALL.map(|rules| scored(&table, rules));
    query.positions(&table, &all[2], &all.each_ref())
}

#[test]
fn all_answers_are_listed_by_index_unless_asked_otherwise() {
    assert_eq!(listed(&AnswerQuery::default()), [0, 1, 2, 3, 4]);
    assert_eq!(listed(&AnswerQuery { descending: true, ..AnswerQuery::default() }), [4, 3, 2, 1, 0]);
    // Letters: A, B, none, none, B; the rows of one letter stay in order.
    assert_eq!(listed(&AnswerQuery { sort: AnswerSort::Letter, ..AnswerQuery::default() }), [0, 1, 4, 2, 3]);
    assert_eq!(listed(&AnswerQuery { sort: AnswerSort::Question, ..AnswerQuery::default() }), [3, 4, 2, 0, 1]);
}

#[test]
fn an_answer_without_a_letter_is_incorrect_too() {
    let of = |outcome| listed(&AnswerQuery { outcome: Some(outcome), ..AnswerQuery::default() });
    assert_eq!(of(AnswerOutcome::Correct), [0]);
    assert_eq!(of(AnswerOutcome::Incorrect), [1, 2, 3, 4]);
    assert_eq!(of(AnswerOutcome::NoLetter), [2, 3]);
    let query = AnswerQuery { rule: Some(Rule::OptionText), ..AnswerQuery::default() };
    assert_eq!(listed(&query), [4]);
}

#[test]
fn groups_are_those_of_the_groupings() {
    let table = table();
    let groupings = groupings(&table, &scored(&table, RuleSet::R2026));
    let grouping = groupings.iter().find(|grouping| grouping.column == "department").unwrap();
    for group in &grouping.groups {
        let of_group = AnswerGroup { column: "department".to_owned(), name: group.name.clone() };
        let query = AnswerQuery { group: Some(of_group), ..AnswerQuery::default() };
        assert_eq!(listed(&query).len(), group.n as usize, "{:?}", group.name);
    }
    let unknown = AnswerGroup { column: "modality".to_owned(), name: Some("CT".to_owned()) };
    assert!(listed(&AnswerQuery { group: Some(unknown), ..AnswerQuery::default() }).is_empty());
}

#[test]
fn words_are_found_in_question_prediction_and_index() {
    let with = |words: &str| listed(&AnswerQuery { words: words.to_owned(), ..AnswerQuery::default() });
    assert_eq!(with(" organ "), [0, 2]);
    assert_eq!(with("abdomen"), [3]);
    assert_eq!(with("4"), [4]);
    assert!(with("kidney").is_empty());
}

#[test]
fn answers_that_the_rule_sets_read_differently_are_counted_and_listed() {
    let table = table();
    let all = RuleSet::ALL.map(|rules| scored(&table, rules));
    assert_eq!(changing(&all.each_ref()), 1);
    assert_eq!(listed(&AnswerQuery { changing: true, ..AnswerQuery::default() }), [3]);
}

#[test]
fn chance_is_that_of_guessing_among_the_options_of_each_row() {
    let table = table();
    let scored = scored(&table, RuleSet::R2026);
    assert!((chance(&table, &scored) - (1.0 / 3.0 + 4.0 / 2.0) / 5.0).abs() < 1e-12);
    let groupings = groupings(&table, &scored);
    let urology = &groupings[0].groups.iter().find(|group| group.name.as_deref() == Some("Urology")).unwrap();
    assert!((urology.chance - f64::midpoint(1.0 / 3.0, 0.5)).abs() < 1e-12);
}
