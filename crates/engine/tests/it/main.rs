//! Tests of the engine through its public functions, in one program that is linked once; the modules mirror the source.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod dataset;
mod image;
mod keywords;
mod lexical_tree;
mod parts;
mod scoring;
mod selection;
mod submission;
mod subset;
mod tsv;
