//! Rules of extraction, filters of scored rows and columns in words.

use super::super::generated::{AboutName, Messages};
use engine::scoring::Rule;
use protocol::RowFilter;

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

/// The name of a filter of scored rows.
pub fn filter_name(words: &Messages, filter: RowFilter) -> &'static str {
    match filter {
        RowFilter::All => words.score.all,
        RowFilter::Right => words.score.right,
        RowFilter::Wrong => words.score.wrong,
        RowFilter::NotInferable => words.score.not_inferable,
        RowFilter::Rule(rule) => rule_name(words, rule),
    }
}

/// The title of a column: the field's term where it has one, else the column's own name.
pub fn column_title(words: &Messages, column: &str) -> String {
    match column {
        "clinical vqa task" => words.columns.task,
        "department" => words.columns.department,
        "perceptual granularity" => words.columns.granularity,
        "modality" => words.columns.modality,
        other => other,
    }
    .to_owned()
}
