//! A GMAI-MMBench dataset: questions from one or several TSV files, pictures left in the files.

mod builder;
mod error;
mod findings;
mod images;
mod index;
mod part;
mod python_int;
mod record;
mod resolve;
mod rows;
mod saved;
#[cfg(test)]
mod saved_tests;
mod scoring_view;
#[cfg(test)]
mod tests;
mod texts;

pub use builder::DatasetBuilder;
pub use error::DatasetError;
pub use images::ImageCell;
pub use index::IndexKey;
pub use rows::{ColumnId, Dataset};
pub use saved::SavedError;
