use engine::dataset::DatasetBuilder;
use engine::scoring::{Prepared, RuleSet, Scored, Truth};
use engine::selection::{Outcome, outcomes};
use engine::table;

#[test]
fn a_question_without_answer_is_not_scored() {
    let mut builder = DatasetBuilder::new();
    builder.begin_part("part.tsv");
    let picture = "A".repeat(100);
    let mut text = "index\timage\tquestion\tA\tB\tanswer\n".to_owned();
    for (index, answer) in ["A", "", "B"].iter().enumerate() {
        text.extend([&index.to_string(), "\t", &picture, "\tq\ta\tb\t", answer, "\n"]);
    }
    builder.feed(text.as_bytes()).unwrap();
    builder.end_part().unwrap();
    let dataset = builder.finish();
    let predictions = b"index\tquestion\tA\tB\tprediction\n0\tq\ta\tb\tA\n1\tq\ta\tb\tA\n2\tq\ta\tb\tA\n";
    let table = Prepared::new(table::read("model.tsv", predictions).unwrap()).unwrap();
    let truth = Truth::new(dataset.answers().unwrap().map(|(index, answer, _)| (index, answer)));
    let scored = Scored::new(&table, &truth, RuleSet::default());
    assert_eq!(outcomes(&dataset, &scored), [Outcome::Right, Outcome::Absent, Outcome::Wrong]);
}
