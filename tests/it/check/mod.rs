//! Checking, repairing and packing prediction files that are made here, in every format.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod broken;
mod files;
mod forms;
mod hostile;
mod packages;
mod repairs;
mod rows;
mod tables;
