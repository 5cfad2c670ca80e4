//! From keywords as typed to what is wanted, and back.

use std::fmt;

use super::fold::folded;
use super::{Field, KeywordsFault, KeywordsFaultKind};

/// Greatest length of keywords in characters.
const LIMIT: usize = 1000;

/// What keywords ask for: every term must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// The terms in the order in which they are written.
    pub terms: Vec<Term>,
}

/// One word or phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Whether questions that hold it are left out.
    pub without: bool,
    /// The field to search; all fields where there is none.
    pub field: Option<Field>,
    /// Whether it is a phrase.
    pub is_phrase: bool,
    /// The text as written, without quotation marks.
    pub text: String,
}

impl Query {
    /// Reads keywords.
    ///
    /// # Errors
    /// The first fault with its place in characters.
    pub fn parse(keywords: &str) -> Result<Self, KeywordsFault> {
        let characters: Vec<char> = keywords.chars().take(LIMIT + 1).collect();
        let mut reader = Reader { characters: &characters, at: 0 };
        if characters.len() > LIMIT {
            return Err(fault(LIMIT, KeywordsFaultKind::TooLong));
        }
        let mut terms = Vec::new();
        while reader.skip_spaces() {
            terms.push(reader.term()?);
        }
        Ok(Self { terms })
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, term) in self.terms.iter().enumerate() {
            let space = if place > 0 { " " } else { "" };
            write!(f, "{space}{term}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minus = if self.without { "-" } else { "" };
        let quote = if self.is_phrase { "\"" } else { "" };
        let (field, colon) = self.field.map_or(("", ""), |field| (field.name(), ":"));
        write!(f, "{minus}{field}{colon}{quote}{}{quote}", self.text)
    }
}

fn fault(at: usize, kind: KeywordsFaultKind) -> KeywordsFault {
    KeywordsFault { at: u32::try_from(at).unwrap_or(u32::MAX), kind }
}

struct Reader<'k> {
    characters: &'k [char],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    /// Goes to the next term; says whether there is one.
    fn skip_spaces(&mut self) -> bool {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
        self.peek().is_some()
    }

    fn term(&mut self) -> Result<Term, KeywordsFault> {
        let start = self.at;
        let without = self.peek() == Some('-');
        if without {
            self.at += 1;
        }
        let field = self.field()?;
        let is_phrase = self.peek() == Some('"');
        let text = if is_phrase { self.phrase()? } else { self.word() };
        if folded(&text).is_empty() {
            return Err(fault(start, KeywordsFaultKind::NothingBehind));
        }
        Ok(Term { without, field, is_phrase, text })
    }

    /// A field name with its colon, where one stands here.
    fn field(&mut self) -> Result<Option<Field>, KeywordsFault> {
        let rest = &self.characters[self.at..];
        let letters = rest.iter().take_while(|character| character.is_alphabetic()).count();
        if letters == 0 || rest.get(letters) != Some(&':') {
            return Ok(None);
        }
        let name: String = rest[..letters].iter().flat_map(|character| character.to_lowercase()).collect();
        let field = Field::ALL.into_iter().find(|field| field.name() == name);
        let field = field.ok_or_else(|| fault(self.at, KeywordsFaultKind::UnknownField))?;
        self.at += letters + 1;
        Ok(Some(field))
    }

    fn phrase(&mut self) -> Result<String, KeywordsFault> {
        let rest = &self.characters[self.at + 1..];
        let length = rest.iter().position(|&character| character == '"');
        let length = length.ok_or_else(|| fault(self.at, KeywordsFaultKind::OpenQuote))?;
        self.at += length + 2;
        Ok(rest[..length].iter().collect())
    }

    fn word(&mut self) -> String {
        let rest = &self.characters[self.at..];
        let word: String =
            rest.iter().take_while(|&&character| !character.is_whitespace() && character != '"').collect();
        self.at += word.chars().count();
        word
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn term(without: bool, field: Option<Field>, is_phrase: bool, text: &str) -> Term {
        Term { without, field, is_phrase, text: text.to_owned() }
    }

    #[test]
    fn terms_are_words_phrases_fields_and_exclusions() {
        let query =
            Query::parse(" fundus  -cup \"optic disc\" Label:glaucoma -option:\"a: b\" t1-w 1:2 x\"y\" ").unwrap();
        let expected = [
            term(false, None, false, "fundus"),
            term(true, None, false, "cup"),
            term(false, None, true, "optic disc"),
            term(false, Some(Field::Label), false, "glaucoma"),
            term(true, Some(Field::Option), true, "a: b"),
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

    /// Terms that can be written: a word that reads as an exclusion, a field or a phrase is none.
    fn terms() -> impl Strategy<Value = Term> {
        let field = prop::option::of(prop::sample::select(Field::ALL.to_vec()));
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
            prop_assert_eq!(Query::parse(&query.to_string()), Ok(query));
        }

        #[test]
        fn what_is_read_prints_as_the_same(keywords in "[ab \":é-]{0,12}|(-|label:|question:|\"a b\"|x| ){0,6}") {
            match Query::parse(&keywords) {
                Ok(query) => prop_assert_eq!(Query::parse(&query.to_string()), Ok(query)),
                Err(fault) => prop_assert!((fault.at as usize) < keywords.chars().count()),
            }
        }
    }
}
