use engine::keywords::{Matcher, Query, SearchField, Term, folded, marks};
use proptest::prelude::*;
use unicode_normalization::char::{decompose_canonical, decompose_compatible, is_combining_mark};

fn phrase(text: &str) -> Term {
    Term { without: false, field: None, is_phrase: true, text: text.to_owned() }
}

/// Where a phrase is found in a text, as it is written.
fn marked(needle: &str, text: &str) -> Vec<(usize, usize)> {
    marks(&Query { terms: vec![phrase(needle)] }, SearchField::Question, text)
}

#[test]
fn case_accents_and_spaces_are_folded() {
    assert_eq!(folded("  Ménière's\u{A0}\n DISEASE "), "meniere's disease");
    assert_eq!(folded("e\u{301}\u{323}É Å"), "ee a");
    assert_eq!(folded("眼底 İ"), "眼底 i");
}

#[test]
fn forms_of_letters_are_the_letters() {
    assert_eq!(folded("lung ﬁbrosis, ﬀ"), "lung fibrosis, ff");
    assert_eq!(folded("ＣＴ：１ mm² CO₂ 5 µm"), "ct:1 mm2 co2 5 μm");
}

#[test]
fn forms_are_those_of_the_standard() {
    let mut forms = 0;
    for character in '\u{80}'..=char::MAX {
        let mut canonical = String::new();
        decompose_canonical(character, |part| {
            canonical.extend(part.to_lowercase().filter(|part| !is_combining_mark(*part) && !part.is_whitespace()));
        });
        let ours = folded(&character.to_string());
        if ours != canonical {
            let mut standard = String::new();
            decompose_compatible(character, |part| standard.push(part));
            assert_eq!(ours, folded(&standard), "{character:?}");
            forms += 1;
        }
    }
    assert_eq!(forms, 7 + 94 + 3 + 7 + 10 + 1);
}

#[test]
fn no_character_folds_to_what_folds_on() {
    for character in '\0'..=char::MAX {
        let text = format!("a{character}b");
        let once = folded(&text);
        assert_eq!(folded(&once), once, "{character:?}");
        if once != text {
            assert_eq!(marked(&once, &text), [(0, text.len())], "{character:?}");
        }
    }
}

#[test]
fn words_begin_and_end_at_borders() {
    let text = "ct眼底 t1-w";
    let borders = [0, 2, 5, 8, 9, 11, 12, 13];
    let at = |start: usize| (start + 1..=text.len()).filter_map(move |end| Some((start, end, text.get(start..end)?)));
    for (start, end, part) in (0..text.len()).flat_map(at).filter(|(.., part)| part.trim() == *part) {
        let is_found = Matcher::new(&phrase(part)).places(text).any(|place| place == (start, end));
        assert_eq!(is_found, borders.contains(&start) && borders.contains(&end), "{part}");
    }
}

proptest! {
    #[test]
    fn folding_is_done_once(text in "\\PC{0,20}|[a-zéﬁ\u{301} \t가각¨]{0,20}") {
        let once = folded(&text);
        prop_assert_eq!(folded(&once), &*once);
        if !once.is_empty() {
            prop_assert_eq!(marked(&once, &text).len(), 1);
        }
        // What is marked is what folds to the letter that is looked for.
        for letter in once.chars().filter(|letter| !letter.is_whitespace()) {
            let ranges = marked(&letter.to_string(), &text);
            prop_assert!(ranges.iter().all(|&(start, end)| folded(&text[start..end]).contains(letter)));
            prop_assert!(ranges.windows(2).all(|pair| pair[0].1 < pair[1].0));
        }
    }
}
