//! Prediction tables: reading xlsx, csv, tsv, json and jsonl into a [`Frame`], and writing them.

pub mod delimited;
mod error;
mod frame;
pub mod json;
mod number;
mod number_text;
pub mod typing;
mod value;
pub mod xlsx;

pub use error::TableError;
pub use frame::{Column, Frame};
pub use value::{Value, python_float};
