//! From keywords as typed to what is wanted.

use super::fold::folded;
use super::{KeywordsFault, KeywordsFaultKind, SearchField};

/// Greatest length of keywords in characters.
const LIMIT: usize = 1000;

/// What keywords ask for: every term must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    pub terms: Vec<Term>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Whether questions that hold it are left out.
    pub without: bool,
    /// The field to search; all fields where there is none.
    pub field: Option<SearchField>,
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

    /// Returns whether there is a next term.
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
    fn field(&mut self) -> Result<Option<SearchField>, KeywordsFault> {
        let rest = &self.characters[self.at..];
        let letters = rest.iter().take_while(|character| character.is_alphabetic()).count();
        if letters == 0 || rest.get(letters) != Some(&':') {
            return Ok(None);
        }
        let name: String = rest[..letters].iter().flat_map(|character| character.to_lowercase()).collect();
        let field = SearchField::ALL.into_iter().find(|field| field.name() == name);
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
