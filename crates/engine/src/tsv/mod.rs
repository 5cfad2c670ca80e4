//! Delimited text, read exactly as pandas' C parser reads it.

#![expect(missing_docs, reason = "what a name says has no line of its own")]

mod error;
mod fields;
mod scanner;
mod utf8;

pub use error::TsvError;
pub(crate) use fields::make_unique;
pub use fields::{Shape, column_names, field_content};
pub use scanner::{Scanner, Sink};
