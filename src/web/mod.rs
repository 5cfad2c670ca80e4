//! Thin adapters to the browser.

pub mod clock;
pub mod file_bytes;
pub mod file_stream;
pub mod parcel;
