//! The search for "answer is X".

use super::whitespace::is_python_space;

/// The letter of the first "answer is X" in the text: white space after both words, any number of `*` before the
/// letter, the letter one of A to D in either case, anything after it. Returned in upper case.
///
/// Source: VLMEvalKit #1552; Python's `re.IGNORECASE` also lets `ſ` stand for s and `ı`, `İ` for i.
pub(super) fn letter_after_answer_is(text: &str) -> Option<char> {
    memchr::memchr2_iter(b'a', b'A', text.as_bytes()).find_map(|start| letter_here(&text[start..]))
}

fn letter_here(text: &str) -> Option<char> {
    let text = skip_word(text, "answer")?;
    let text = skip_spaces(text)?;
    let text = skip_word(text, "is")?;
    let text = skip_spaces(text)?;
    let letter = text.trim_start_matches('*').chars().next()?.to_ascii_uppercase();
    ('A'..='D').contains(&letter).then_some(letter)
}

fn skip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    for expected in word.chars() {
        if fold(rest.next()?) != expected {
            return None;
        }
    }
    Some(rest.as_str())
}

fn skip_spaces(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(is_python_space);
    (rest.len() < text.len()).then_some(rest)
}

fn fold(character: char) -> char {
    match character {
        'ſ' => 's',
        'ı' | 'İ' => 'i',
        other => other.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::letter_after_answer_is;

    #[test]
    fn finds_the_first_match_only() {
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
            assert_eq!(letter_after_answer_is(text), letter, "{text}");
        }
    }
}
