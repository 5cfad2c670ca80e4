//! JSON looked into without a tree: a value is a piece of the text.

use std::iter;

use jiter::{Jiter, JiterError};

#[derive(Debug, Clone, Copy)]
pub(super) struct Raw<'j>(&'j [u8]);

impl<'j> Raw<'j> {
    /// The next value of a text, passed over.
    pub(super) fn next(parser: &mut Jiter<'j>) -> Result<Self, JiterError> {
        let peek = parser.peek()?;
        let start = parser.current_index();
        parser.known_skip(peek)?;
        Ok(Self(parser.slice_to_current(start)))
    }

    /// A value that was gone through already.
    pub(super) fn read(written: &'j [u8]) -> Self {
        Self(written)
    }

    pub(super) fn written(self) -> &'j [u8] {
        self.0
    }

    /// The members of an object, in order; `None` for another value.
    pub(super) fn members(self) -> Option<impl Iterator<Item = (String, Self)>> {
        self.is_object().then(|| {
            let (mut parser, mut is_first) = (parser(self.0), true);
            iter::from_fn(move || {
                let key = if std::mem::take(&mut is_first) { parser.known_object() } else { parser.next_key() };
                let name = key.ok()??.to_owned();
                Some((name, Self::next(&mut parser).ok()?))
            })
        })
    }

    pub(super) fn items(self) -> Option<impl Iterator<Item = Self>> {
        self.is_list().then(|| {
            let (mut parser, mut is_first) = (parser(self.0), true);
            iter::from_fn(move || {
                let item = if std::mem::take(&mut is_first) { parser.known_array() } else { parser.array_step() };
                item.ok()??;
                Self::next(&mut parser).ok()
            })
        })
    }

    pub(super) fn get(self, name: &str) -> Option<Self> {
        self.members()?.find(|(member, _)| member == name).map(|(_, value)| value)
    }

    pub(super) fn text(self) -> Option<String> {
        self.0.starts_with(b"\"").then(|| parser(self.0).known_str().ok().map(str::to_owned)).flatten()
    }

    pub(super) fn is_object(self) -> bool {
        self.0.starts_with(b"{")
    }

    pub(super) fn is_list(self) -> bool {
        self.0.starts_with(b"[")
    }

    pub(super) fn is_null(self) -> bool {
        self.0 == b"null"
    }
}

pub(super) fn parser(text: &[u8]) -> Jiter<'_> {
    Jiter::new(text).with_allow_inf_nan()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_pieces_of_the_text() {
        let document = Raw::read(b"{\"a\" : [1, {\"b\": NaN} ], \"c\": \"x\\ny\", \"d\": null}");
        let items = document.get("a").unwrap().items().unwrap();
        assert_eq!(items.map(Raw::written).collect::<Vec<_>>(), [&b"1"[..], b"{\"b\": NaN}"]);
        assert_eq!(document.get("c").unwrap().text().as_deref(), Some("x\ny"));
        assert!(document.get("d").unwrap().is_null() && document.get("e").is_none());
        assert!(document.items().is_none() && document.get("a").unwrap().members().is_none());
    }
}
