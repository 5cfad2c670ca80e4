//! Opening files, and what was found in them.

pub mod dataset;
pub mod page;
pub mod recent;
pub mod verification;
