//! Rules of extraction, outcomes of answers and columns in words.

use super::super::generated::{AboutName, Messages};
use engine::scoring::{AnswerOutcome, Rule};

/// The name of a rule.
pub fn rule_name(words: &Messages, rule: Rule) -> &'static str {
    rule_words(words, rule).name
}

/// What a rule does.
pub fn rule_about(words: &Messages, rule: Rule) -> &'static str {
    rule_words(words, rule).about
}

fn rule_words(words: &Messages, rule: Rule) -> AboutName {
    match rule {
        Rule::Refusal => words.rules.refusal,
        Rule::Letter => words.rules.letter,
        Rule::LetterZ => words.rules.letter_z,
        Rule::AnswerIs => words.rules.answer_is,
        Rule::OptionText => words.rules.option_text,
        Rule::Nothing => words.rules.nothing,
    }
}

/// The name of an outcome.
pub fn outcome_name(words: &Messages, outcome: AnswerOutcome) -> &'static str {
    match outcome {
        AnswerOutcome::Correct => words.score.correct,
        AnswerOutcome::Incorrect => words.score.incorrect,
        AnswerOutcome::NoLetter => words.score.no_letter,
    }
}

/// The title of a column: the field's term where it has one, else the column's own name.
pub fn column_title(words: &Messages, column: &str) -> String {
    match column {
        "clinical vqa task" => words.columns.task,
        "department" => words.columns.department,
        "perceptual granularity" => words.columns.granularity,
        "modality" => words.columns.modality,
        "category" => words.columns.label,
        "original task" => words.columns.original_task,
        other => other,
    }
    .to_owned()
}
