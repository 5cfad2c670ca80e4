//! The rules of GMAI Scope in plain Rust: nothing in here knows that there is a browser.

pub mod check;
pub mod dataset;
pub mod endpoint;
pub mod image;
pub mod lexical_tree;
pub mod natural_order;
pub mod position;
pub mod prompt;
pub mod recognise;
pub mod run;
pub mod scoring;
pub mod selection;
pub mod table;
pub mod tsv;
