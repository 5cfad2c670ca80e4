//! What a table may take, counted before it is taken.

use super::TableError;
use crate::limits::{Limit, Spot, TABLE_BYTES};

impl Limit {
    /// Refuses more than the limit.
    ///
    /// # Errors
    /// [`TableError::TooLarge`].
    pub fn check(self, found: u64, spot: Spot) -> Result<(), TableError> {
        if found > self.most() {
            return Err(self.exceeded(found, spot));
        }
        Ok(())
    }

    pub(crate) fn exceeded(self, found: u64, spot: Spot) -> TableError {
        TableError::TooLarge { what: self, found, limit: self.most(), spot }
    }
}

/// The memory that is left for the table of a file.
#[derive(Debug, Clone, Default)]
pub(super) struct Budget {
    taken: u64,
    limit: u64,
}

impl Budget {
    /// The memory for the table of a file of that size: what it holds as text is never more than the file.
    pub(super) fn of(file_bytes: usize) -> Self {
        Self { taken: 0, limit: TABLE_BYTES + file_bytes as u64 }
    }

    pub(super) fn take(&mut self, bytes: u64, spot: impl FnOnce() -> Spot) -> Result<(), TableError> {
        self.taken = self.taken.saturating_add(bytes);
        if self.taken > self.limit {
            let (found, limit) = (self.taken, self.limit);
            return Err(TableError::TooLarge { what: Limit::TableBytes, found, limit, spot: spot() });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_ends() {
        let mut budget = Budget::of(1_000);
        assert_eq!(budget.take(TABLE_BYTES + 1_000, Spot::default), Ok(()));
        let error = budget.take(1, || Spot::Record(7)).unwrap_err();
        let limit = TABLE_BYTES + 1_000;
        let expected = TableError::TooLarge { what: Limit::TableBytes, found: limit + 1, limit, spot: Spot::Record(7) };
        assert_eq!(error, expected);
        assert!(error.to_string().contains("up to record 7"), "{error}");
    }
}
