//! From the text of a prediction to an option letter.

use memchr::memmem;

use super::answer_is::letter_after_answer_is;
use super::whitespace::is_python_space;
use super::{Rule, RuleSet};

/// The letter that stands for "not inferable".
pub const NOT_INFERABLE: char = 'Z';

const API_FAILURE: &str = "Failed to obtain answer via API";

const REFUSALS: [&str; 4] = [
    "Sorry, I can't help with images of people yet.",
    "I can't process this file.",
    "I'm sorry, but without the image provided",
    "Cannot determine the answer",
];

/// How many tokens at the end may hold the first occurrence of the letter, since r2025.
const LAST_TOKENS: usize = 4;

/// The letter of a prediction and the rule that gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extraction {
    /// An option letter, or [`NOT_INFERABLE`].
    pub letter: char,
    /// The rule that gave the letter.
    pub rule: Rule,
}

impl Extraction {
    /// Whether no option could be inferred.
    pub fn is_not_inferable(self) -> bool {
        matches!(self.rule, Rule::Refusal | Rule::LetterZ | Rule::Nothing)
    }
}

/// Extracts the option letter of a prediction as VLMEvalKit's `can_infer` does.
///
/// `options` holds letter and text of each option in alphabetical order. The first rule that yields a letter ends.
pub fn extract(prediction: &str, options: &[(char, String)], rules: RuleSet) -> Extraction {
    by_letter(prediction, options, rules)
        .or_else(|| by_option_text(prediction, options, rules))
        .unwrap_or(Extraction { letter: NOT_INFERABLE, rule: Rule::Nothing })
}

fn by_letter(prediction: &str, options: &[(char, String)], rules: RuleSet) -> Option<Extraction> {
    if contains(prediction, API_FAILURE) {
        return None;
    }
    if REFUSALS.iter().any(|refusal| contains(prediction, refusal)) {
        return Some(Extraction { letter: NOT_INFERABLE, rule: Rule::Refusal });
    }
    let has_option = |letter| options.iter().any(|(option, _)| *option == letter);
    let tokens = LetterTokens::of(prediction);
    let mut found = options.iter().filter_map(|(letter, _)| Some((*letter, tokens.first(*letter)?)));
    let near_the_end = |first| rules == RuleSet::R2024 || first + LAST_TOKENS >= tokens.count;
    match (found.next(), found.next()) {
        (Some((letter, first)), None) if near_the_end(first) => {
            return Some(Extraction { letter, rule: Rule::Letter });
        }
        (None, _) if tokens.first(NOT_INFERABLE).is_some() => {
            return Some(Extraction { letter: NOT_INFERABLE, rule: Rule::LetterZ });
        }
        _ => {}
    }
    if rules != RuleSet::R2026 {
        return None;
    }
    let letter = letter_after_answer_is(prediction).filter(|letter| has_option(*letter))?;
    Some(Extraction { letter, rule: Rule::AnswerIs })
}

fn by_option_text(prediction: &str, options: &[(char, String)], rules: RuleSet) -> Option<Extraction> {
    let option_characters: usize = options.iter().map(|(_, text)| text.chars().count()).sum();
    let is_too_long = |text: &str| rules != RuleSet::R2024 && text.chars().count() > 2 * option_characters;
    // In lower case a text has as many characters or more: of a long one no copy is made.
    if is_too_long(prediction) {
        return None;
    }
    let prediction = prediction.to_lowercase();
    if is_too_long(&prediction) {
        return None;
    }
    let mut found = options.iter().filter(|(_, text)| contains(&prediction, &text.to_lowercase()));
    let (letter, _) = found.next()?;
    if found.next().is_some() {
        return None;
    }
    Some(Extraction { letter: *letter, rule: Rule::OptionText })
}

fn contains(text: &str, part: &str) -> bool {
    memmem::find(text.as_bytes(), part.as_bytes()).is_some()
}

/// Whether a character stands between tokens: white space or one of these marks.
fn separates(character: char) -> bool {
    match character {
        '.' | '(' | ')' | '[' | ']' | ',' | ':' | ';' | '!' | '*' | '#' | '{' | '}' => true,
        // Most characters are letters, and this is asked of every one.
        'A'..='Z' | 'a'..='z' => false,
        other => is_python_space(other),
    }
}

/// Where each single upper-case letter first stands among the tokens of a text.
struct LetterTokens {
    first: [Option<usize>; 26],
    count: usize,
}

impl LetterTokens {
    fn of(text: &str) -> Self {
        let mut tokens = Self { first: [None; 26], count: 0 };
        for token in text.split(separates).filter(|token| !token.is_empty()) {
            if let [letter @ b'A'..=b'Z'] = token.as_bytes() {
                tokens.first[usize::from(letter - b'A')].get_or_insert(tokens.count);
            }
            tokens.count += 1;
        }
        tokens
    }

    fn first(&self, letter: char) -> Option<usize> {
        let position = u32::from(letter).checked_sub(u32::from('A'))?;
        *self.first.get(usize::try_from(position).ok()?)?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
