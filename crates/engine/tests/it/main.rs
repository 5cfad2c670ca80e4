//! Tests of the engine through its public functions, in one program that is linked once; the modules mirror the source.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod check;
mod file_names;
mod limits;
mod recognise;
mod table;
