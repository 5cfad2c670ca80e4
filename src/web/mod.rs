//! Thin adapters to the browser.

pub mod parcel;
