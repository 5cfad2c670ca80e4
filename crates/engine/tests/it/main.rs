//! Tests of the engine through its public functions, in one program that is linked once; the modules mirror the source.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod address;
mod board;
mod check;
mod compare;
mod dataset;
mod endpoint;
mod file_names;
mod files;
mod image;
mod keywords;
mod lexical_tree;
mod limits;
mod local;
mod parts;
mod recognise;
mod run;
mod scoring;
mod selection;
mod stats;
mod submission;
mod subset;
mod table;
mod tsv;
