//! Checking, repairing and packing prediction files that are made here, in every format.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod broken;
mod doubts;
mod files;
mod foreign;
mod forms;
mod hostile;
mod packages;
mod refusals;
mod repairs;
mod rows;
mod tables;
