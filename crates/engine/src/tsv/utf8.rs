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
    pub(super) fn is_complete(&self) -> bool {
        self.pending_len == 0
    }

    /// Takes the next piece, which stands at offset `at`; the error is the offset of the first byte that is not UTF-8.
    pub(super) fn feed(&mut self, mut bytes: &[u8], mut at: u64) -> Result<(), u64> {
        while self.pending_len > 0 {
            let Some((&byte, rest)) = bytes.split_first() else { return Ok(()) };
            self.complete_with(byte)?;
            bytes = rest;
            at += 1;
        }
        let Err(error) = std::str::from_utf8(bytes) else { return Ok(()) };
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

    /// Ends the text and starts the next one; the error is the offset of a character that was not completed.
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
