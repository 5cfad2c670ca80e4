//! Delimited text, read exactly as pandas' C parser reads it.

mod error;

pub use error::TsvError;
