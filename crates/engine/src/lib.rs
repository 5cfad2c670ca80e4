//! The rules of GMAI Scope in plain Rust: nothing in here knows that there is a browser.

pub mod board;
pub mod check;
pub mod compare;
pub mod dataset;
pub mod endpoint;
pub mod file_names;
pub mod fingerprint;
pub mod foreign;
pub mod hexadecimal;
pub mod image;
pub mod keywords;
pub mod lexical_tree;
pub mod limits;
pub mod local;
pub mod natural_order;
pub mod official;
pub mod option_column;
pub mod parts;
pub mod pause;
pub mod position;
pub mod prompt;
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
pub mod tsv;

/// Name of the tool, as the files that it writes say it.
pub const TOOL: &str = "gmai-scope";

/// Version of the tool, which all of its crates share.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
