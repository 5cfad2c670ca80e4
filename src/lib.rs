//! GMAI Scope opens GMAI-MMBench data of any size in the browser and scores predictions as VLMEvalKit does.
//!
//! - [`engine`] holds all rules: reading TSV files as pandas does, the dataset, prediction tables, answer
//!   extraction and reports. It is plain Rust and never names the browser.
//! - [`protocol`] holds the messages between the page and its worker, the only thing the two share.
//! - `worker` (feature `web`) reads files and answers the page's requests away from the main thread.
//! - `web` (feature `web`) holds thin adapters to the browser.
//! - `app` (feature `web`) is the page itself.
#![deny(unsafe_code)]

pub mod app;
pub mod engine;
pub mod protocol;
#[cfg(feature = "web")]
pub mod web;
#[cfg(feature = "web")]
pub mod worker;
