//! How many fields records may have.

use super::TsvError;
use crate::position::Position;

/// The widths of a file's records: the header's, and those of the rows after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    header: u32,
    /// Width of the rows, known from the first one.
    row: Option<u32>,
}

impl Shape {
    /// The shape of a file whose header has so many fields.
    pub fn new(header: u32) -> Self {
        Self { header, row: None }
    }

    /// How many fields at the start of a row are row labels, so that the columns begin after them: more than none only
    /// where the first row is wider than the header.
    pub fn labels(&self) -> u32 {
        self.row.map_or(0, |row| row - self.header)
    }

    /// Takes the next row's width.
    ///
    /// # Errors
    /// [`TsvError::TooManyFields`]; the row may be used all the same, without its last fields.
    pub fn take_row(&mut self, found: u32, position: Position) -> Result<(), TsvError> {
        let expected = *self.row.get_or_insert(found.max(self.header));
        if found > expected {
            return Err(TsvError::TooManyFields { position, expected, found });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_row_decides() {
        let at = Position::default();
        let mut shape = Shape::new(2);
        assert_eq!((shape.take_row(3, at), shape.labels()), (Ok(()), 1));
        assert_eq!((shape.take_row(1, at), shape.labels()), (Ok(()), 1));
        let error = TsvError::TooManyFields { position: at, expected: 3, found: 4 };
        assert_eq!((shape.take_row(4, at), shape.labels()), (Err(error), 1));

        let mut shape = Shape::new(2);
        assert_eq!((shape.take_row(1, at), shape.labels()), (Ok(()), 0));
        let error = TsvError::TooManyFields { position: at, expected: 2, found: 3 };
        assert_eq!((shape.take_row(3, at), shape.labels()), (Err(error), 0));
    }
}
