//! A GMAI-MMBench dataset: questions from one or several TSV files, pictures left in the files.

mod error;
mod index;

pub use error::DatasetError;
pub use index::IndexKey;
