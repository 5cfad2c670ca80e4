use engine::keywords::{Matcher, Query, SearchField, Term, folded, marks};
use proptest::prelude::*;

fn marked(keywords: &str, text: &str) -> Vec<String> {
    let query = Query::parse(keywords).unwrap();
    let ranges = marks(&query, SearchField::Question, text);
    ranges.into_iter().map(|(start, end)| text[start..end].to_owned()).collect()
}

/// Whether a word can begin or end there, of the characters that the test below makes texts of.
fn is_border(text: &str, at: usize) -> bool {
    let is_letter = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    !(is_letter(text[..at].chars().next_back()) && is_letter(text[at..].chars().next()))
}

#[test]
fn marks_stand_where_the_text_is_as_written() {
    assert_eq!(marked("ct", "A CT section: CTA, ct."), ["CT", "CT", "ct"]);
    assert_eq!(marked("\"ct\"", "A CT section: CTA, ct."), ["CT", "ct"]);
    assert_eq!(marked("meniere", "MÉNIE\u{300}RE's"), ["MÉNIE\u{300}RE"]);
    assert_eq!(marked("\"optic  disc\" disc", "the Optic \n disc, disc"), ["Optic \n disc", "disc"]);
    assert_eq!(marked("眼底", "请看眼底图像"), ["眼底"]);
    assert_eq!(marked("a \"a b\"", "a a b"), ["a", "a b"]);
    assert_eq!(marked("fibrosis", "of ﬁbrosis, Fibrosis"), ["ﬁbrosis", "Fibrosis"]);
    assert_eq!(marked("ﬁbro f", "fibrosis ﬁ"), ["fibro", "ﬁ"]);
    assert_eq!(marked("n+(>0)", "metastasis - n+(>0)"), ["n+(>0)"]);
}

proptest! {
    #[test]
    fn places_are_those_of_a_naive_search(
        text in "[abé가 .]{0,16}", needle in "[abé가]{1,3}|[ab] [ab]", is_phrase in any::<bool>(),
    ) {
        let term = Term { without: false, field: None, is_phrase, text: needle };
        let (text, needle) = (folded(&text), folded(&term.text));
        let naive: Vec<(usize, usize)> = (0..text.len())
            .filter(|&at| text.get(at..).is_some_and(|rest| rest.starts_with(&needle)))
            .map(|at| (at, at + needle.len()))
            .filter(|&(start, end)| is_border(&text, start) && (!is_phrase || is_border(&text, end)))
            .collect();
        prop_assert_eq!(Matcher::new(&term).places(&text).collect::<Vec<_>>(), naive);
    }
}
