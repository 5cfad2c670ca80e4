//! The form of the run page: what stands in it, what is wrong with it, and what it sets a run to.

pub mod address;
pub mod content;
pub mod fields;
pub mod local;
pub mod setup;
