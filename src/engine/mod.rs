//! The rules of GMAI Scope in plain Rust: nothing in here knows that there is a browser.

pub mod board;
pub mod check;
pub mod dataset;
pub mod endpoint;
pub mod file_names;
pub mod fingerprint;
mod hexadecimal;
pub mod image;
pub mod keywords;
pub mod lexical_tree;
pub mod natural_order;
pub mod official;
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
pub mod submission;
pub mod subset;
pub mod table;
pub mod tsv;
