//! Delimited text, read exactly as pandas' C parser reads it.

mod error;
mod field;
mod header;
mod scanner;
mod shape;
mod utf8;

pub use error::TsvError;
pub use field::field_content;
pub use header::column_names;
pub(crate) use header::make_unique;
pub use scanner::Scanner;
pub use shape::Shape;

use crate::position::{ByteRange, Position};

/// Receives what a [`Scanner`] finds, in file order.
pub trait Sink {
    /// Takes a piece of the current field's content, quotes resolved; a piece may end within a character.
    fn content(&mut self, piece: &[u8]);

    /// Forgets the content since the last field: it was a line of blanks, which pandas skips.
    fn drop_content(&mut self);

    /// Ends the current field; `raw` holds its bytes in the file, with quotes and without delimiter.
    fn end_field(&mut self, raw: ByteRange);

    /// Ends the current record, which starts at the given place.
    fn end_record(&mut self, start: Position);
}
