//! Cells that hold several images: a Python list of texts, as VLMEvalKit's `toliststr` reads it.

use std::borrow::Cow;

use super::ImageError;

/// Greatest number of images in a cell; the benchmark has a handful.
const MOST: usize = 256;

/// The images of a cell: the texts of a list such as `['iVBOR…', "…"]`, or the cell itself.
///
/// Texts without escapes are parts of the cell, not copies.
///
/// # Errors
/// [`ImageError::BrokenList`] where the cell starts with `[` but is no list of texts, or of more than 256.
pub fn items(cell: &str) -> Result<Vec<Cow<'_, str>>, ImageError> {
    if !cell.starts_with('[') {
        return Ok(vec![Cow::Borrowed(cell)]);
    }
    let mut list = List { cell, at: 1 };
    list.texts().ok_or_else(|| {
        let before = cell.get(..list.at).unwrap_or(cell);
        ImageError::BrokenList { at: before.chars().count() as u64 }
    })
}

/// A list that is being read; on failure `at` is the offending byte.
struct List<'a> {
    cell: &'a str,
    at: usize,
}

impl<'a> List<'a> {
    fn texts(&mut self) -> Option<Vec<Cow<'a, str>>> {
        let mut texts = Vec::new();
        loop {
            self.skip_white_space();
            match self.byte()? {
                b']' => break,
                quote @ (b'\'' | b'"') if texts.len() < MOST => {
                    self.at += 1;
                    texts.push(self.text(quote)?);
                }
                _ => return None,
            }
            self.skip_white_space();
            match self.byte()? {
                b',' => self.at += 1,
                b']' => break,
                _ => return None,
            }
        }
        self.at += 1;
        self.skip_white_space();
        (self.at == self.cell.len()).then_some(texts)
    }

    fn byte(&self) -> Option<u8> {
        self.cell.as_bytes().get(self.at).copied()
    }

    fn skip_white_space(&mut self) {
        while self.byte().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// The rest of a text after its opening quote, with the closing quote consumed.
    fn text(&mut self, quote: u8) -> Option<Cow<'a, str>> {
        let mut unescaped = String::new();
        loop {
            let rest = self.cell.get(self.at..)?;
            let length = memchr::memchr3(quote, b'\\', b'\n', rest.as_bytes()).unwrap_or(rest.len());
            let plain = rest.get(..length)?;
            self.at += length;
            match self.byte()? {
                byte if byte == quote => {
                    self.at += 1;
                    if unescaped.is_empty() {
                        return Some(Cow::Borrowed(plain));
                    }
                    unescaped.push_str(plain);
                    return Some(Cow::Owned(unescaped));
                }
                b'\\' => {
                    unescaped.push_str(plain);
                    self.escape(&mut unescaped)?;
                }
                _ => return None,
            }
        }
    }

    /// Reads an escape, from its backslash on.
    fn escape(&mut self, out: &mut String) -> Option<()> {
        let escape = self.cell.get(self.at + 1..)?.chars().next()?;
        let (character, length) = match escape {
            'n' => ('\n', 2),
            'r' => ('\r', 2),
            't' => ('\t', 2),
            'x' => (self.code(2)?, 4),
            'u' => (self.code(4)?, 6),
            'U' => (self.code(8)?, 10),
            '\\' | '\'' | '"' => (escape, 2),
            _ => return None,
        };
        out.push(character);
        self.at += length;
        Some(())
    }

    /// The character of that many hexadecimal digits after the backslash and a letter.
    fn code(&self, digits: usize) -> Option<char> {
        let start = self.at + 2;
        let written = self.cell.get(start..start + digits)?;
        if written.starts_with('+') {
            return None;
        }
        u32::from_str_radix(written, 16).ok().and_then(char::from_u32)
    }
}
