//! Every word of the page, in English and Chinese.

mod en;
mod failure_address;
mod failure_en;
mod failure_run;
mod failure_zh;
pub mod filter_words;
mod limits;
mod messages;
mod place;
pub mod words;
mod zh;

pub use messages::{Messages, RuleWords, column_title, filter_name, rule_about, rule_name};

use engine::dataset::DatasetError;
use protocol::Failure;

/// A language of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// The language for a browser's language tag: Chinese for every `zh`, English for all others.
    pub fn of_tag(tag: &str) -> Self {
        if tag.to_ascii_lowercase().starts_with("zh") { Self::Chinese } else { Self::English }
    }

    /// The tag for the document and for storage.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-CN",
        }
    }

    /// The language's name in the language itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Chinese => "中文",
        }
    }

    /// The words of the language.
    pub fn messages(self) -> &'static Messages {
        match self {
            Self::English => &en::MESSAGES,
            Self::Chinese => &zh::MESSAGES,
        }
    }
}

/// A failure in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// What happened, and where.
    pub what: String,
    /// What is unharmed and what to do.
    pub next: &'static str,
}

/// A failure in words; `parts` are the names of the dataset's files.
pub fn explain(language: Language, failure: &Failure, parts: &[String]) -> Explained {
    match language {
        Language::English => failure_en::explain(failure, parts),
        Language::Chinese => failure_zh::explain(failure, parts),
    }
}

/// A fault of a dataset as a sentence; `parts` are the names of its files.
pub fn dataset_fault(language: Language, fault: &DatasetError, parts: &[String]) -> String {
    match language {
        Language::English => failure_en::dataset(fault, parts),
        Language::Chinese => failure_zh::dataset(fault, parts),
    }
}

/// A message with its `{name}` places filled; `{name|row|rows}` becomes the first form where the value is 1, else the
/// second. What is filled in is not searched for places again.
pub fn fill(message: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(message.len() + 16);
    let mut rest = message;
    while let Some((before, opened)) = rest.split_once('{') {
        text.push_str(before);
        let known = opened.split_once('}').and_then(|(place, after)| Some((fill_place(place, values)?, after)));
        if let Some((value, after)) = known {
            text.push_str(value);
            rest = after;
        } else {
            text.push('{');
            rest = opened;
        }
    }
    text.push_str(rest);
    text
}

/// What a place becomes; `None` where it is none.
fn fill_place<'t>(place: &'t str, values: &[(&str, &'t str)]) -> Option<&'t str> {
    let (name, forms) = place.split_once('|').map_or((place, None), |(name, forms)| (name, Some(forms)));
    let value = values.iter().find(|(known, _)| *known == name)?.1;
    let Some(forms) = forms else { return Some(value) };
    let (one, many) = forms.split_once('|')?;
    Some(if value == "1" { one } else { many })
}

/// The form of a message for a number: Chinese gives both forms the same words.
pub fn count(number: u32, one: &'static str, many: &'static str) -> &'static str {
    if number == 1 { one } else { many }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::position::Position;
    use engine::table::TableError;
    use engine::tsv::TsvError;

    #[test]
    fn places_are_filled_once() {
        assert_eq!(fill("{a} of {b}", &[("a", "{b}"), ("b", "2")]), "{b} of 2");
        assert_eq!(fill("{unknown} {", &[("a", "1")]), "{unknown} {");
    }

    #[test]
    fn words_follow_their_number() {
        let rows = |n: &str| fill("{n} {n|row is|rows are} left", &[("n", n)]);
        assert_eq!([rows("1"), rows("0"), rows("21")], ["1 row is left", "0 rows are left", "21 rows are left"]);
        assert_eq!(fill("{n|one} {m|a|b}", &[("n", "1")]), "{n|one} {m|a|b}");
    }

    /// The words after each number are those of one thing where it is 1, by forms in the message or by two messages.
    #[test]
    fn no_message_counts_one_in_the_plural() {
        const NOUNS: [&str; 12] = [
            "questions",
            "rows",
            "files",
            "labels",
            "options",
            "tries",
            "predictions",
            "characters",
            "texts",
            "pictures",
            "warnings",
            "errors",
        ];
        /// Each has a message of its own for one.
        const PAIRED: [&str; 13] = [
            "errors",
            "warnings",
            "rows",
            "questions",
            "rows_dropped",
            "rows_above_skipped",
            "too_long",
            "control",
            "unfit_others",
            "affected",
            "rows_of",
            "questions_of",
            "end_tokens_removed",
        ];
        let printed = format!("{:?}", en::MESSAGES);
        let messages = printed.split("\", ").filter_map(|field| field.split_once(": \""));
        let is_noun = |word: &str| NOUNS.contains(&word.trim_end_matches(|letter: char| !letter.is_alphabetic()));
        let is_faulty = |message: &str| {
            message
                .split("} ")
                .skip(1)
                .any(|after| after.split(['{', '.', ',']).next().unwrap_or("").split(' ').take(2).any(is_noun))
        };
        let faulty: Vec<&str> = messages
            .filter(|(field, message)| is_faulty(message) && !PAIRED.contains(&field.rsplit(' ').next().unwrap_or("")))
            .map(|(_, message)| message)
            .collect();
        assert_eq!(faulty, [""; 0]);
    }

    /// The places of each message that has some, sorted, in the order of the table.
    fn places(messages: &Messages) -> Vec<Vec<String>> {
        let printed = format!("{messages:?}");
        let places = |message: &str| {
            let mut names: Vec<String> = message
                .split('{')
                .skip(1)
                .filter_map(|rest| Some(rest.split_once('}')?.0.to_owned()))
                .filter(|name| !name.is_empty() && name.chars().all(|letter| letter.is_ascii_lowercase()))
                .collect();
            names.sort();
            names
        };
        printed.split("\", ").map(places).filter(|names| !names.is_empty()).collect()
    }

    #[test]
    fn both_languages_fill_the_same_places() {
        let (english, chinese) = (places(&en::MESSAGES), places(&zh::MESSAGES));
        assert!(english.iter().flatten().count() > 20);
        assert_eq!(english, chinese);
    }

    #[test]
    fn faults_of_pictures_leave_the_other_questions_usable() {
        let reference = |reference: &str| {
            let reference = reference.to_owned();
            Failure::from(DatasetError::BadReference {
                position: Position::default(),
                index: "5".to_owned(),
                reference,
            })
        };
        let said =
            [(Language::English, "is blank", "all other questions"), (Language::Chinese, "为空", "所有其他题目")];
        for (language, is_blank, unharmed) in said {
            let blank = explain(language, &reference(" "), &[]);
            assert!(blank.what.contains(is_blank), "{}", blank.what);
            let named = explain(language, &reference("4711"), &[]);
            assert!(named.what.contains("4711"), "{}", named.what);
            for told in [blank, named] {
                assert!(told.next.contains(unharmed), "{}", told.next);
            }
        }
    }

    #[test]
    fn faults_name_file_record_and_byte() {
        let position = Position { part: 1, record: 1234, byte: 5_678_901 };
        let fault = DatasetError::BlankImage { position };
        let parts = ["one.tsv".to_owned(), "two.tsv".to_owned()];
        for language in [Language::English, Language::Chinese] {
            let sentence = dataset_fault(language, &fault, &parts);
            for expected in ["two.tsv", "1\u{202f}234", "5\u{202f}678\u{202f}901"] {
                assert!(sentence.contains(expected), "{sentence}");
            }
            let unnamed = dataset_fault(language, &fault, &[]);
            assert!(unnamed.contains('2') && !unnamed.contains('{'), "{unnamed}");
        }
    }

    #[test]
    fn a_fault_in_a_prediction_file_is_not_laid_on_the_dataset() {
        let fault = TsvError::NotUtf8 { position: Position::default() };
        let failure = Failure::Table(TableError::Delimited(fault));
        for language in [Language::English, Language::Chinese] {
            assert!(!explain(language, &failure, &["dataset.tsv".to_owned()]).what.contains("dataset.tsv"));
        }
    }

    #[test]
    fn every_chinese_tag_is_chinese() {
        for tag in ["zh", "zh-CN", "ZH-Hant-TW"] {
            assert_eq!(Language::of_tag(tag), Language::Chinese);
        }
        assert_eq!(Language::of_tag("de"), Language::English);
    }
}
