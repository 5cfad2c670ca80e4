//! Prediction tables: reading xlsx, csv, tsv, json and jsonl into a [`Frame`], and writing them.

mod error;
mod frame;
pub mod json;
mod number_text;
mod value;
pub mod xlsx;

pub use error::TableError;
pub use frame::{Column, Frame};
pub use value::{Value, python_float};
