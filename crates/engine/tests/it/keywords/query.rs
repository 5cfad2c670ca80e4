use engine::keywords::{KeywordsFault, KeywordsFaultKind, Query, SearchField, Term, folded};
use proptest::prelude::*;

fn term(without: bool, field: Option<SearchField>, is_phrase: bool, text: &str) -> Term {
    Term { without, field, is_phrase, text: text.to_owned() }
}

#[test]
fn terms_are_words_phrases_fields_and_exclusions() {
    let query = Query::parse(" fundus  -cup \"optic disc\" Label:glaucoma -option:\"a: b\" t1-w 1:2 x\"y\" ").unwrap();
    let expected = [
        term(false, None, false, "fundus"),
        term(true, None, false, "cup"),
        term(false, None, true, "optic disc"),
        term(false, Some(SearchField::Label), false, "glaucoma"),
        term(true, Some(SearchField::Option), true, "a: b"),
        term(false, None, false, "t1-w"),
        term(false, None, false, "1:2"),
        term(false, None, false, "x"),
        term(false, None, true, "y"),
    ];
    assert_eq!(query.terms, expected);
    assert_eq!(Query::parse("  ").unwrap(), Query::default());
}

#[test]
fn a_fault_points_at_its_character() {
    let faults = [
        ("é \"open", 2, KeywordsFaultKind::OpenQuote),
        ("a -", 2, KeywordsFaultKind::NothingBehind),
        ("a - b", 2, KeywordsFaultKind::NothingBehind),
        ("label: x", 0, KeywordsFaultKind::NothingBehind),
        ("ab -label:\" \"", 3, KeywordsFaultKind::NothingBehind),
        ("a -stage:x", 3, KeywordsFaultKind::UnknownField),
        (&"x".repeat(1001), 1000, KeywordsFaultKind::TooLong),
    ];
    for (keywords, at, kind) in faults {
        assert_eq!(Query::parse(keywords), Err(KeywordsFault { at, kind }), "{keywords}");
    }
    assert!(Query::parse(&"x".repeat(1000)).is_ok());
}

/// A query as a person would write it.
fn written(query: &Query) -> String {
    let term = |Term { without, field, is_phrase, text }: &Term| {
        let minus = if *without { "-" } else { "" };
        let quote = if *is_phrase { "\"" } else { "" };
        let (field, colon) = field.map_or(("", ""), |field| (field.name(), ":"));
        format!("{minus}{field}{colon}{quote}{text}{quote}")
    };
    query.terms.iter().map(term).collect::<Vec<_>>().join(" ")
}

/// Terms that can be written: a word that reads as an exclusion, a field or a phrase is none.
fn terms() -> impl Strategy<Value = Term> {
    let field = prop::option::of(prop::sample::select(SearchField::ALL.to_vec()));
    (any::<bool>(), field, any::<bool>(), "[a-z:é(>0)+-]{1,6}|[a-z :\t-]{0,4}x[é ]{0,2}").prop_filter_map(
        "reads as something else",
        |(without, field, is_phrase, text)| {
            let is_word = !text.contains(char::is_whitespace);
            let reads_as_itself = field.is_some() || {
                let name: String = text.chars().take_while(|character| character.is_alphabetic()).collect();
                !text.starts_with('-') && (name.is_empty() || !text[name.len()..].starts_with(':'))
            };
            let term = Term { without, field, is_phrase, text };
            let folds_to_something = !folded(&term.text).is_empty();
            let nested = term.field.is_some() && !term.is_phrase && term.text.starts_with('"');
            (folds_to_something && !nested && (is_phrase || (is_word && reads_as_itself))).then_some(term)
        },
    )
}

proptest! {
    #[test]
    fn what_is_printed_reads_as_it_was(terms in prop::collection::vec(terms(), 0..6)) {
        let query = Query { terms };
        prop_assert_eq!(Query::parse(&written(&query)), Ok(query));
    }

    #[test]
    fn what_is_read_prints_as_the_same(keywords in "[ab \":é-]{0,12}|(-|label:|question:|\"a b\"|x| ){0,6}") {
        match Query::parse(&keywords) {
            Ok(query) => prop_assert_eq!(Query::parse(&written(&query)), Ok(query)),
            Err(fault) => prop_assert!((fault.at as usize) < keywords.chars().count()),
        }
    }
}
