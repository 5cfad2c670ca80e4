//! From the text of a prediction to an option letter, by the rule sets of VLMEvalKit's history.

use std::fmt;
use std::str::FromStr;

use memchr::memmem;

use crate::names::named;
use crate::python::is_python_space;

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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extraction {
    /// An option letter, or [`NOT_INFERABLE`].
    pub letter: char,
    pub rule: Rule,
}

impl Extraction {
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
    let alone = LoneLetters::of(prediction);
    let mut found = options.iter().filter_map(|(letter, _)| Some((*letter, alone.first(*letter)?)));
    match (found.next(), found.next()) {
        (Some((letter, first)), None) if rules < RuleSet::R2025 || alone.is_near_the_end(first) => {
            return Some(Extraction { letter, rule: Rule::Letter });
        }
        (None, _) if alone.first(NOT_INFERABLE).is_some() => {
            return Some(Extraction { letter: NOT_INFERABLE, rule: Rule::LetterZ });
        }
        _ => {}
    }
    if rules < RuleSet::R2026 {
        return None;
    }
    let letter = letter_after_answer_is(prediction).filter(|letter| has_option(*letter))?;
    Some(Extraction { letter, rule: Rule::AnswerIs })
}

fn by_option_text(prediction: &str, options: &[(char, String)], rules: RuleSet) -> Option<Extraction> {
    let option_characters: usize = options.iter().map(|(_, text)| text.chars().count()).sum();
    let is_too_long = |text: &str| rules >= RuleSet::R2025 && text.chars().count() > 2 * option_characters;
    // In lower case a text has as many characters or more: of a long one no copy is made.
    if is_too_long(prediction) {
        return None;
    }
    let prediction = prediction.to_lowercase();
    if is_too_long(&prediction) {
        return None;
    }
    let mut found = options.iter().filter(|(_, text)| contains(&prediction, &text.to_lowercase()));
    match (found.next(), found.next()) {
        (Some((letter, _)), None) => Some(Extraction { letter: *letter, rule: Rule::OptionText }),
        _ => None,
    }
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

/// Where each upper-case letter first stands alone in a text, in bytes.
struct LoneLetters<'t> {
    text: &'t str,
    first: [Option<usize>; 26],
}

impl<'t> LoneLetters<'t> {
    fn of(text: &'t str) -> Self {
        let mut first = [None; 26];
        let letters = text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_uppercase());
        for (at, letter) in letters {
            let place = &mut first[usize::from(letter - b'A')];
            if place.is_none() && stands_alone(text, at) {
                *place = Some(at);
            }
        }
        Self { text, first }
    }

    fn first(&self, letter: char) -> Option<usize> {
        let position = u32::from(letter).checked_sub(u32::from('A'))?;
        *self.first.get(usize::try_from(position).ok()?)?
    }

    /// Whether the token that begins there is one of the last ones.
    fn is_near_the_end(&self, at: usize) -> bool {
        let tokens = self.text[at..].split(separates).filter(|token| !token.is_empty());
        tokens.take(LAST_TOKENS + 1).count() <= LAST_TOKENS
    }
}

/// Whether the byte there, an ASCII letter, is a token.
fn stands_alone(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + 1..].chars().next();
    before.is_none_or(separates) && after.is_none_or(separates)
}

/// The letter of the first "answer is X" in the text: white space after both words, any number of `*` before the
/// letter, the letter one of A to D in either case, anything after it. Returned in upper case.
fn letter_after_answer_is(text: &str) -> Option<char> {
    memchr::memchr2_iter(b'a', b'A', text.as_bytes()).find_map(|start| {
        let rest = skip_spaces(skip_word(&text[start..], "answer")?)?;
        let rest = skip_spaces(skip_word(rest, "is")?)?;
        let letter = rest.trim_start_matches('*').chars().next()?.to_ascii_uppercase();
        ('A'..='D').contains(&letter).then_some(letter)
    })
}

fn skip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    // Python's `re.IGNORECASE` also lets `ſ` stand for s and `ı`, `İ` for i.
    let fold = |character: char| match character {
        'ſ' => 's',
        'ı' | 'İ' => 'i',
        other => other.to_ascii_lowercase(),
    };
    let mut rest = text.chars();
    word.chars().all(|expected| rest.next().map(fold) == Some(expected)).then_some(rest.as_str())
}

fn skip_spaces(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(is_python_space);
    (rest.len() < text.len()).then_some(rest)
}

/// Marks that models put around their thoughts, or around the answer after them: `DeepSeek` and Qwen (`<think>`),
/// `MedGemma`, Kimi, gpt-oss, Seed, Mistral, GLM and others. VLMEvalKit reads them as any other text.
const THINKING_MARKS: &str = "<think> </think> <thinking> </thinking> <thought> </thought> <reasoning> </reasoning> \
    <reflection> </reflection> <seed:think> </seed:think> <unused94> <unused95> ◁think▷ ◁/think▷ [think] [/think] \
    <|channel|> <|channel> <|begin_of_box|> <|end_of_box|> <answer> </answer>";

/// The marks of thinking in a prediction, in any case, each once in the order of their first place.
pub fn thinking_marks(prediction: &str) -> Vec<&'static str> {
    let begins = |rest: &str| {
        let is_there = |mark: &&str| rest.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark));
        THINKING_MARKS.split_ascii_whitespace().find(is_there)
    };
    let mut found = Vec::new();
    for (at, _) in prediction.match_indices(['<', '[', '◁']) {
        if let Some(mark) = begins(&prediction[at..]).filter(|mark| !found.contains(mark)) {
            found.push(mark);
        }
    }
    found
}

named! {
    /// How VLMEvalKit extracted answers at a time, the oldest first; published scores differ by it. What distinguishes them
    /// is in [`extract`](super::extract), where a later rule set keeps what an earlier one brought.
    #[derive(Default, PartialOrd, Ord)]
    pub enum RuleSet {
        /// 2024-08-19 to 2025-08-04, the rules behind the published leaderboard.
        R2024 = "r2024",
        /// 2025-08-04 to 2026-06-17: the letter must stand near the end, long texts are not matched.
        R2025 = "r2025",
        /// Since 2026-06-17: "answer is X" is searched as well.
        #[default]
        R2026 = "r2026",
    }
}

impl RuleSet {
    /// The rules that VLMEvalKit has now, which checks apply; also the default.
    pub const LATEST: Self = Self::R2026;

    /// The change of VLMEvalKit that brought the rules, and its date.
    pub fn revision(self) -> &'static str {
        match self {
            Self::R2024 => "VLMEvalKit, 2024-08-19",
            Self::R2025 => "VLMEvalKit #1175, 2025-08-04",
            Self::R2026 => "VLMEvalKit #1552, 2026-06-17",
        }
    }
}

impl fmt::Display for RuleSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for RuleSet {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::named(name).ok_or_else(|| format!("no rule set {name:?}: {}", Self::ALL.map(Self::name).join(", ")))
    }
}

named! {
    /// The rule that decided the letter of a prediction, in the order in which they are tried.
    pub enum Rule {
        /// The prediction contains one of four refusals: Z.
        Refusal = "refusal",
        /// Exactly one option letter stands alone in the text (since r2025 among the last four tokens).
        Letter = "letter",
        /// No option letter stands alone, but Z does: Z.
        LetterZ = "letter-z",
        /// The text says "answer is X" with X one of A to D (since r2026).
        AnswerIs = "answer-is",
        /// The text of exactly one option occurs in the prediction.
        OptionText = "option-text",
        /// No rule yields a letter: Z, not inferable.
        Nothing = "nothing",
    }
}
