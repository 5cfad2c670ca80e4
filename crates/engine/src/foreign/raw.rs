//! JSON looked into without a tree: a value is a piece of the text.

use jiter::{Jiter, JiterError, Peek};

/// Members of an object, or items of a list, that are looked at; each takes memory.
const MEMBERS_LIMIT: usize = 1_000_000;

/// A JSON value as it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Raw<'j>(&'j [u8]);

impl<'j> Raw<'j> {
    /// The one value that a text consists of.
    pub(super) fn document(text: &'j [u8]) -> Option<Self> {
        let mut parser = parser(text);
        let (value, _) = take(&mut parser).ok()?;
        parser.finish().ok()?;
        Some(value)
    }

    /// What is written.
    pub(super) fn written(self) -> &'j [u8] {
        self.0
    }

    /// The members of an object, in order; `None` for another value.
    pub(super) fn members(self) -> Option<Vec<(String, Self)>> {
        let mut parser = parser(self.0);
        if parser.peek().ok()? != Peek::Object {
            return None;
        }
        let mut members = Vec::new();
        let mut key = parser.known_object().ok()?.map(str::to_owned);
        while let Some(name) = key {
            if members.len() == MEMBERS_LIMIT {
                return None;
            }
            members.push((name, take(&mut parser).ok()?.0));
            key = parser.next_key().ok()?.map(str::to_owned);
        }
        Some(members)
    }

    /// The items of a list; `None` for another value.
    pub(super) fn items(self) -> Option<Vec<Self>> {
        let mut parser = parser(self.0);
        if parser.peek().ok()? != Peek::Array {
            return None;
        }
        let mut items = Vec::new();
        let mut next = parser.known_array().ok()?;
        while next.is_some() {
            if items.len() == MEMBERS_LIMIT {
                return None;
            }
            items.push(take(&mut parser).ok()?.0);
            next = parser.array_step().ok()?;
        }
        Some(items)
    }

    /// The member of an object.
    pub(super) fn get(self, name: &str) -> Option<Self> {
        self.members()?.into_iter().find(|(member, _)| member == name).map(|(_, value)| value)
    }

    /// The text of a string.
    pub(super) fn text(self) -> Option<String> {
        let mut parser = parser(self.0);
        (parser.peek().ok()? == Peek::String).then(|| parser.known_str().ok().map(str::to_owned)).flatten()
    }

    /// Whether this is an object.
    pub(super) fn is_object(self) -> bool {
        self.0.starts_with(b"{")
    }

    /// Whether this is a list.
    pub(super) fn is_list(self) -> bool {
        self.0.starts_with(b"[")
    }

    /// Whether this is `null`.
    pub(super) fn is_null(self) -> bool {
        self.0 == b"null"
    }
}

fn parser(text: &[u8]) -> Jiter<'_> {
    Jiter::new(text).with_allow_inf_nan()
}

/// The next value, passed over.
fn take<'j>(parser: &mut Jiter<'j>) -> Result<(Raw<'j>, Peek), JiterError> {
    let peek = parser.peek()?;
    let start = parser.current_index();
    parser.known_skip(peek)?;
    Ok((Raw(parser.slice_to_current(start)), peek))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_pieces_of_the_text() {
        let document = Raw::document(b" {\"a\" : [1, {\"b\": NaN} ], \"c\": \"x\\ny\", \"d\": null}\n").unwrap();
        let items = document.get("a").unwrap().items().unwrap();
        assert_eq!(items.iter().map(|item| item.written()).collect::<Vec<_>>(), [&b"1"[..], b"{\"b\": NaN}"]);
        assert_eq!(document.get("c").unwrap().text().as_deref(), Some("x\ny"));
        assert!(document.get("d").unwrap().is_null() && document.get("e").is_none());
        assert!(Raw::document(b"{} {}").is_none() && Raw::document(b"{\"a\"").is_none());
    }
}
