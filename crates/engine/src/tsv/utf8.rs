//! UTF-8 that arrives in pieces.

/// Checks text whose pieces may end within a character.
#[derive(Debug, Default)]
pub(super) struct Utf8Check {
    /// The bytes of a character that is not complete yet.
    pending: [u8; 4],
    pending_len: usize,
    /// Offset of the first of them.
    pending_at: u64,
}

impl Utf8Check {
    /// Whether the text so far ends at the end of a character.
    pub(super) fn is_complete(&self) -> bool {
        self.pending_len == 0
    }

    /// Takes the next piece, which stands at offset `at`.
    ///
    /// # Errors
    /// The offset of the first byte that is not UTF-8.
    pub(super) fn feed(&mut self, mut bytes: &[u8], mut at: u64) -> Result<(), u64> {
        while self.pending_len > 0 {
            let Some((&byte, rest)) = bytes.split_first() else {
                return Ok(());
            };
            self.complete_with(byte)?;
            bytes = rest;
            at += 1;
        }
        let Err(error) = std::str::from_utf8(bytes) else {
            return Ok(());
        };
        let bad_at = at + error.valid_up_to() as u64;
        if error.error_len().is_some() {
            return Err(bad_at);
        }
        let tail = &bytes[error.valid_up_to()..];
        self.pending[..tail.len()].copy_from_slice(tail);
        self.pending_len = tail.len();
        self.pending_at = bad_at;
        Ok(())
    }

    /// Ends the text and starts the next one.
    ///
    /// # Errors
    /// The offset of a character that was not completed.
    pub(super) fn end(&mut self) -> Result<(), u64> {
        if self.is_complete() {
            return Ok(());
        }
        self.pending_len = 0;
        Err(self.pending_at)
    }

    fn complete_with(&mut self, byte: u8) -> Result<(), u64> {
        self.pending[self.pending_len] = byte;
        self.pending_len += 1;
        match std::str::from_utf8(&self.pending[..self.pending_len]) {
            Ok(_) => self.pending_len = 0,
            Err(error) if error.error_len().is_none() => {}
            Err(_) => return self.end(),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_may_be_split_anywhere() {
        let text = "aé漢😀z".as_bytes();
        for first in 0..=text.len() {
            for second in first..=text.len() {
                let mut check = Utf8Check::default();
                check.feed(&text[..first], 0).unwrap();
                check.feed(&text[first..second], first as u64).unwrap();
                check.feed(&text[second..], second as u64).unwrap();
                assert_eq!(check.end(), Ok(()));
            }
        }
    }

    #[test]
    fn names_the_first_bad_byte() {
        let cases: [(&[u8], u64); 5] =
            [(b"ab\x80", 2), (b"a\xc3b", 1), (b"\xff", 0), (b"a\xe6\xbc", 1), (b"\xed\xa0\x80", 0)];
        for (text, bad_at) in cases {
            for split in 0..=text.len() {
                let mut check = Utf8Check::default();
                let found = check
                    .feed(&text[..split], 10)
                    .and_then(|()| check.feed(&text[split..], 10 + split as u64))
                    .and_then(|()| check.end());
                assert_eq!(found, Err(10 + bad_at), "{text:?} split at {split}");
            }
        }
    }
}
