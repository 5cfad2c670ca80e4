//! The judge's questions, its letters, and the score with them.

use engine::dataset::IndexKey;
use engine::endpoint::EndpointErrorKind;
use engine::prompt::PromptParts;
use engine::run::{Judged, judge_ask, judge_letter, judged};
use engine::scoring::{Prepared, RuleSet, Scored, Truth};
use engine::table::{Column, Frame, Value};

fn options() -> Vec<(char, String)> {
    vec![('A', "liver".to_owned()), ('B', "left lung".to_owned()), ('C', "lung".to_owned())]
}

#[test]
fn the_judge_is_asked_in_the_language_of_the_question() {
    let mut parts = PromptParts { hint: None, question: "Which organ is it".to_owned(), options: options() };
    let english = judge_ask(&parts, "left lung");
    let open = "Example 3:\nQuestion: Which organ is it?\nOptions:\nA. liver\nB. left lung\nC. lung\n\
                Answer: left lung\nYour output: ";
    assert!(english.text.ends_with(open), "{}", english.text);
    parts.question = "这是哪个器官".to_owned();
    assert!(judge_ask(&parts, "左肺").text.ends_with("回答: 左肺\n你的输出: "));
}

#[test]
fn replies_without_letter_are_asked_again() {
    assert_eq!(judge_letter("B", &options(), RuleSet::R2026), Ok('B'));
    assert_eq!(judge_letter("Z", &options(), RuleSet::R2026), Ok('Z'));
    for reply in ["A or B", "Failed to obtain answer via API. A", "I cannot tell."] {
        let error = judge_letter(reply, &options(), RuleSet::R2026).unwrap_err();
        assert_eq!(error.kind, EndpointErrorKind::NoText, "{reply}");
    }
}

#[test]
fn both_scores_are_counted() {
    let rows = [("A", "A"), ("I cannot say", "B"), ("left lung", "B"), ("who knows", "C"), ("hm", "A"), ("Z", "B")];
    let column = |name: &str, values| Column { name: Value::text(name), values };
    let option = |text: &str| rows.iter().map(|_| Value::text(text)).collect();
    let frame = Frame::new(vec![
        column("index", (0..6).map(Value::Int).collect()),
        column("question", option("which")),
        column("A", option("liver")),
        column("B", option("left lung")),
        column("C", option("lung")),
        column("prediction", rows.iter().map(|(prediction, _)| Value::text(prediction)).collect()),
    ]);
    let predictions = Prepared::new(frame).unwrap();
    let truth = Truth::new((0..).map(IndexKey::Int).zip(rows.iter().map(|(_, answer)| Value::text(answer))));
    let scored = Scored::new(&predictions, &truth, RuleSet::R2026);
    // Row 4 got no letter in three tries; row 0 and 5 were never asked, whatever the map says.
    let letters = [(0, 'B'), (1, 'B'), (2, 'B'), (3, 'Z'), (5, 'B')];
    let letter_of =
        |index: &IndexKey| letters.iter().find(|(other, _)| *index == IndexKey::Int(*other)).map(|(_, letter)| *letter);
    let expected = Judged { rows: 6, correct: 1, correct_with_judge: 3, open: 4, matched: 2, unmatched: 1 };
    assert_eq!(judged(&scored, letter_of), expected);
}
