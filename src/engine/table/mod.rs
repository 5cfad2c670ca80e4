//! Prediction tables: reading xlsx, csv, tsv, json and jsonl into a [`Frame`], and writing them.

pub mod delimited;
mod error;
mod format;
mod frame;
pub mod json;
mod number;
mod number_text;
pub mod typing;
mod value;
pub mod write;
pub mod xlsx;

pub use error::TableError;
pub use format::{TableFormat, detect};
pub use frame::{Column, Frame};
pub use value::{Value, python_float};
