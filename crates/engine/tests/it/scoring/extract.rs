use engine::scoring::{Rule, RuleSet, extract, thinking_marks};

fn letters(prediction: &str, texts: &[&str]) -> [(char, Rule); 3] {
    let options: Vec<_> = ('A'..).zip(texts).map(|(letter, text)| (letter, (*text).to_owned())).collect();
    RuleSet::ALL.map(|rules| {
        let extraction = extract(prediction, &options, rules);
        (extraction.letter, extraction.rule)
    })
}

const ORGANS: [&str; 4] = ["spleen", "kidney", "left kidney", "aorta"];

#[test]
fn a_letter_counts_everywhere_or_near_the_end() {
    assert_eq!(letters("B", &ORGANS), [('B', Rule::Letter); 3]);
    assert_eq!(letters("\\boxed{C}", &ORGANS), [('C', Rule::Letter); 3]);
    let early = letters("C is what I take it for, all in all, and C it is", &ORGANS);
    assert_eq!(early, [('C', Rule::Letter), ('Z', Rule::Nothing), ('Z', Rule::Nothing)]);
    assert_eq!(letters("one B three four five", &ORGANS)[1], ('B', Rule::Letter));
    assert_eq!(letters("B two three four five", &ORGANS)[1], ('Z', Rule::Nothing));
}

#[test]
fn two_letters_are_no_letter() {
    assert_eq!(letters("A or B", &ORGANS), [('Z', Rule::Nothing); 3]);
    assert_eq!(letters("A or B, the answer is a", &ORGANS)[2], ('A', Rule::AnswerIs));
}

#[test]
fn z_and_refusals_are_not_inferable() {
    assert_eq!(letters("Z", &ORGANS), [('Z', Rule::LetterZ); 3]);
    assert_eq!(letters("B. I can't process this file.", &ORGANS), [('Z', Rule::Refusal); 3]);
    let failed = "Failed to obtain answer via API. B, aorta";
    assert_eq!(letters(failed, &ORGANS), [('D', Rule::OptionText); 3]);
}

#[test]
fn option_text_is_a_substring_in_any_case() {
    assert_eq!(letters("SPLEEN", &ORGANS), [('A', Rule::OptionText); 3]);
    assert_eq!(letters("I think kidney", &ORGANS), [('B', Rule::OptionText); 3]);
    assert_eq!(letters("left kidney", &ORGANS), [('Z', Rule::Nothing); 3]);
    let long = format!("spleen {}", "x".repeat(60));
    assert_eq!(letters(&long, &ORGANS), [('A', Rule::OptionText), ('Z', Rule::Nothing), ('Z', Rule::Nothing)]);
    assert_eq!(letters("nan", &["an", "b"]), [('A', Rule::OptionText); 3]);
}

#[test]
fn python_splits_at_more_than_unicode_white_space() {
    assert_eq!(letters("is\u{1c}B\u{85}", &ORGANS), [('B', Rule::Letter); 3]);
    assert_eq!(letters("B\u{200b}", &ORGANS), [('Z', Rule::Nothing); 3]);
}

/// What is behind a text makes two option letters stand alone in it, so that only "answer is X" yields one.
#[test]
fn the_first_answer_is_counts() {
    let options: Vec<_> = ('A'..='D').map(|letter| (letter, format!("option {letter}"))).collect();
    let cases = [
        ("The answer is B.", Some('B')),
        ("the answer is a spleen", Some('A')),
        ("My answer is based on it", Some('B')),
        ("One might say the answer is D, but the answer is B", Some('D')),
        ("Answer is E. The answer is A", Some('A')),
        ("answer\u{a0}is\t**C**", Some('C')),
        ("anſwer ıs d", Some('D')),
        ("answeranswer is b", Some('B')),
        ("answer is: B", None),
        ("answer is (B", None),
        ("answeris B", None),
        ("answer isB", None),
        ("answer is *", None),
        ("answer answer", None),
    ];
    for (text, letter) in cases {
        let extraction = extract(&format!("{text}; C, D"), &options, RuleSet::R2026);
        let found = (extraction.rule == Rule::AnswerIs).then_some(extraction.letter);
        assert_eq!(found, letter, "{text}");
        assert!(letter.is_some() || extraction.rule == Rule::Nothing, "{text}");
    }
}

#[test]
fn marks_are_found_where_they_stand() {
    let medgemma = "<unused94>thought\nperhaps A<unused95>B";
    assert_eq!(thinking_marks(medgemma), ["<unused94>", "<unused95>"]);
    assert_eq!(thinking_marks("[THINK]hm[/THINK]<answer>B</answer>").len(), 4);
    assert_eq!(thinking_marks("<|channel|>analysis<|message|>hm"), ["<|channel|>"]);
    assert_eq!(thinking_marks("◁think▷hm◁/think▷B"), ["◁think▷", "◁/think▷"]);
    assert!(thinking_marks("I think B").is_empty());
}
