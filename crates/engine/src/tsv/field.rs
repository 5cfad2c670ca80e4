//! One field by itself.

use std::borrow::Cow;

use memchr::memchr;

/// The content of a field from its bytes in the file (quotes included, delimiter excluded), as the scanner yields it.
///
/// Borrowed unless quotes within have to be resolved.
pub fn field_content(raw: &[u8]) -> Cow<'_, [u8]> {
    let content = match raw.split_first() {
        Some((b'"', quoted)) => unquoted(quoted),
        _ => Cow::Borrowed(raw),
    };
    match memchr(0, &content) {
        None => content,
        Some(nul) => match content {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[..nul]),
            Cow::Owned(mut bytes) => {
                bytes.truncate(nul);
                Cow::Owned(bytes)
            }
        },
    }
}

/// The content after an opening quote.
fn unquoted(quoted: &[u8]) -> Cow<'_, [u8]> {
    let Some(first) = memchr(b'"', quoted) else {
        return Cow::Borrowed(quoted);
    };
    if first + 1 == quoted.len() {
        return Cow::Borrowed(&quoted[..first]);
    }
    let mut content = Vec::with_capacity(quoted.len());
    let mut rest = quoted;
    while let Some(quote) = memchr(b'"', rest) {
        content.extend_from_slice(&rest[..quote]);
        rest = &rest[quote + 1..];
        match rest.split_first() {
            Some((b'"', after)) => {
                content.push(b'"');
                rest = after;
            }
            // The quote closed; what follows is literal.
            _ => break,
        }
    }
    content.extend_from_slice(rest);
    Cow::Owned(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolves_quotes_and_nul() {
        let cases: [(&[u8], &[u8]); 10] = [
            (b"", b""),
            (b"plain", b"plain"),
            (b"x\"y\"", b"x\"y\""),
            (b"\"\"", b""),
            (b"\"a\tb\r\n\"", b"a\tb\r\n"),
            (b"\"a\"\"b\"", b"a\"b"),
            (b"\"a\"\"\"", b"a\""),
            (b"\"x\"y\"z\"", b"xy\"z\""),
            (b"ab\0c", b"ab"),
            (b"\"a\"\"\0c\"", b"a\""),
        ];
        for (raw, content) in cases {
            assert_eq!(&*field_content(raw), content, "{raw:?}");
        }
    }
}
