//! What holds for the texts in every language.

use std::path::Path;

use engine::dataset::DatasetError;
use engine::position::Position;
use engine::table::TableError;
use engine::tsv::TsvError;
use protocol::Failure;
use serde_json::Value;

use super::*;

/// The language of a file in `locales/`.
pub(super) fn language(name: &str) -> Language {
    Language::bundled().into_iter().find(|language| language.locale().name() == name).unwrap()
}

/// The texts of a file by their whole keys.
fn texts(name: &str) -> Vec<(String, String)> {
    fn list(node: &Value, key: &str, texts: &mut Vec<(String, String)>) {
        match node {
            Value::Object(group) => group.iter().for_each(|(name, node)| list(node, &format!("{key}.{name}"), texts)),
            text => texts.push((key.to_owned(), text.as_str().unwrap().to_owned())),
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(format!("{name}.json"));
    let file = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let mut texts = Vec::new();
    list(&file, "", &mut texts);
    texts.sort();
    texts
}

/// The names of the places of a text, sorted.
fn places(text: &str) -> Vec<String> {
    let is_name = |name: &&str| !name.is_empty() && name.chars().all(|letter| letter.is_ascii_lowercase());
    let names = text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    let mut names: Vec<String> = names.filter(is_name).map(str::to_owned).collect();
    names.sort();
    names
}

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
    const NOUNS: [&str; 13] = [
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
        "images",
        "warnings",
        "errors",
    ];
    /// Each has a message of its own for one, or no number there.
    const FITTING: [&str; 15] = [
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
        "format_not_taken",
        "unknown_extension",
    ];
    let is_noun = |word: &str| NOUNS.contains(&word.trim_end_matches(|letter: char| !letter.is_alphabetic()));
    let is_faulty = |message: &str| {
        message
            .split("} ")
            .skip(1)
            .any(|after| after.split(['{', '.', ',']).next().unwrap_or("").split(' ').take(2).any(is_noun))
    };
    let mut faulty = texts("en");
    faulty.retain(|(key, text)| is_faulty(text) && !FITTING.contains(&key.rsplit('.').next().unwrap_or("")));
    assert_eq!(faulty, []);
}

#[test]
fn all_languages_fill_the_same_places() {
    let places = |name: &str| -> Vec<(String, Vec<String>)> {
        let with_places = |(key, text): (String, String)| (key, places(&text));
        texts(name).into_iter().map(with_places).filter(|(_, names)| !names.is_empty()).collect()
    };
    assert!(places("en").len() > 20);
    for locale in Locale::all() {
        assert_eq!(places("en"), places(locale.name()));
    }
}

#[test]
fn every_language_is_loaded_and_names_itself() {
    let languages = Language::bundled();
    assert_eq!(languages.len(), Locale::all().count());
    for language in languages {
        let names = language.messages().language;
        assert_eq!((names.tag, names.own_name), (language.tag(), language.locale().own_name()));
        assert_eq!(Locale::of_tag(language.tag()), language.locale());
    }
}

#[test]
fn texts_of_another_number_are_refused() {
    assert!(super::language::lines("one\ntwo").is_none());
    assert!(super::language::lines(&"\n".repeat(9_999)).is_none());
}

#[test]
fn faults_of_images_leave_the_other_questions_usable() {
    let reference = |reference: &str| {
        let reference = reference.to_owned();
        Failure::from(DatasetError::BadReference { position: Position::default(), index: "5".to_owned(), reference })
    };
    let said = [("en", "is blank", "all other questions"), ("zh", "为空", "所有其他题目")];
    for (name, is_blank, unharmed) in said {
        let language = language(name);
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
    for language in Language::bundled() {
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
    for language in Language::bundled() {
        assert!(!explain(language, &failure, &["dataset.tsv".to_owned()]).what.contains("dataset.tsv"));
    }
}

#[test]
fn every_chinese_tag_is_chinese() {
    for tag in ["zh", "zh-CN", "ZH-Hant-TW"] {
        assert_eq!(Locale::of_tag(tag), language("zh").locale());
    }
    for tag in ["de", "zhx", ""] {
        assert_eq!(Locale::of_tag(tag), language("en").locale());
    }
}
