//! A GMAI-MMBench dataset: questions from one or several TSV files, images left in the files.
//!
//! [`DatasetBuilder`] takes the bytes of the files in chunks, [`Dataset`] answers for the rows read so far. Rows are
//! counted from 0 through all files, parts from 0; a cell's [`value`](Dataset::value) is typed as pandas types it, an
//! image is a [range of bytes](ImageCell::range) of its file.
//!
//! ```
//! use engine::dataset::DatasetBuilder;
//!
//! let mut builder = DatasetBuilder::new();
//! builder.begin_part("questions.tsv");
//! for chunk in ["index\tquestion\tA\tB\tans", "wer\n7\tWhich organ?\tliver\tspleen\tB\n"] {
//!     builder.feed(chunk.as_bytes())?;
//! }
//! builder.end_part()?;
//! let dataset = builder.finish();
//!
//! let row = dataset.find_text("7").expect("it is the only row");
//! assert_eq!(dataset.letters(row), [('A', "liver".to_owned()), ('B', "spleen".to_owned())]);
//! assert_eq!(dataset.refusal(), None);
//! # Ok::<(), engine::dataset::DatasetError>(())
//! ```

#![expect(missing_docs, reason = "what a name says has no line of its own")]

mod builder;
mod cell;
mod error;
mod index;
mod index_file;
mod left_out;
mod record;
mod resolve;
mod rows;
mod saved;
mod scoring_view;
mod texts;

pub use builder::DatasetBuilder;
pub use cell::is_image_cell;
pub use error::DatasetError;
pub use index::IndexKey;
pub use index_file::{IndexFile, IndexFileError, IndexedFile, Sums};
pub use rows::{ColumnId, Dataset, ImageCell};
pub use saved::SavedError;
