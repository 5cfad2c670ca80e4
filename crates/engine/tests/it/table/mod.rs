//! Reading and writing prediction tables.

mod format;
mod json;
mod open;
mod same_text;
mod typing;
mod value;
mod write;
pub(crate) mod xlsx;
