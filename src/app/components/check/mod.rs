//! Checking a prediction file before it is sent.

pub mod page;
