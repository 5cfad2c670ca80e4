//! The engine of GMAI Scope: reading, scoring, checking and running GMAI-MMBench, in plain Rust that names no browser.
//!
//! Everything works on bytes and values; files, clocks and servers are the caller's. Long work comes in two forms: one
//! that runs through, and one ending in `_paused` that awaits a [`pause::Pause`] every few hundredths of a second, so
//! that other work goes on and dropping the future cancels it. What a file may take is bounded in [`limits`].
//!
//! | module | what it is for |
//! |---|---|
//! | [`dataset`], [`tsv`], [`parts`], [`subset`] | questions from TSV files of any size, and some of them as a file |
//! | [`address`](mod@address) | where files lie that are read over the network |
//! | [`image`](mod@image) | images of questions: base64, recognition, decoding as Pillow does |
//! | [`table`], [`recognise`] | prediction files (xlsx, csv, tsv, json, jsonl), read and written |
//! | [`scoring`] | letters from answers, accuracy, VLMEvalKit's tables |
//! | [`check`], [`repair`], [`submission`] | what is wrong with a prediction file, its correction, the package for the organisers |
//! | [`lexical_tree`], [`keywords`], [`selection`] | finding questions |
//! | [`board`] | the leaderboard and own results beside it |
//! | [`endpoint`], [`prompt`], [`run`], [`local`] | asking models: providers, requests, pace, journal, cost, models in the browser |
//!
//! # Example
//!
//! Two predictions are scored against a dataset:
//!
//! ```
//! use engine::dataset::DatasetBuilder;
//! use engine::scoring::{Prepared, RuleSet, Scored, Truth};
//! use engine::table;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut builder = DatasetBuilder::new();
//! builder.begin_part("VAL.tsv");
//! builder.feed(b"index\tquestion\tA\tB\tanswer\n0\tWhich organ?\tliver\tspleen\tA\n1\tWhich view?\taxial\tsagittal\tB\n")?;
//! builder.end_part()?;
//! let dataset = builder.finish();
//!
//! let file = b"index,question,A,B,prediction\n0,Which organ?,liver,spleen,The liver.\n1,Which view?,axial,sagittal,A\n";
//! let predictions = Prepared::of_file("model.csv", table::read("model.csv", file)?)?;
//! let scored = Scored::new(&predictions, &Truth::of(&dataset)?, RuleSet::LATEST);
//! assert_eq!((scored.correct(), scored.accuracy()), (1, Some(0.5)));
//! # Ok(())
//! # }
//! ```
//!
//! # Units
//!
//! Rows are counted from 0 through all parts of a dataset, parts from 0. A [`position::Position`] counts records within
//! its part, the header being record 0, and bytes from the start of the part; a [`position::ByteRange`] is half-open.
//! Accuracies are fractions between 0 and 1.

pub mod address;
pub mod answer;
pub mod board;
pub mod check;
pub mod compare;
pub mod dataset;
pub mod endpoint;
pub mod file_names;
pub mod fingerprint;
pub mod hexadecimal;
pub mod image;
pub mod keywords;
pub mod lexical_tree;
pub mod limits;
pub mod local;
mod names;
pub mod official;
pub mod option_column;
pub mod parts;
pub mod pause;
pub mod position;
pub mod prompt;
pub mod python;
pub mod recent;
pub mod recognise;
pub mod repair;
pub mod run;
pub mod scoring;
pub mod selection;
pub mod stats;
pub mod submission;
pub mod subset;
mod surrogates;
pub mod table;
mod tables;
pub mod tsv;

/// Name of the tool, as the files that it writes say it.
pub const TOOL: &str = "gmai-scope";

/// Version of the tool, which all of its crates share.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
