//! Delimited text, read exactly as pandas' C parser reads it.

mod error;
mod fields;
mod scanner;
mod utf8;

pub use error::TsvError;
pub(crate) use fields::make_unique;
pub use fields::{Shape, column_names, field_content};
pub use scanner::{Scanner, Sink};
