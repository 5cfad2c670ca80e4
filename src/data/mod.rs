//! Opening files, and what was found in them.

pub mod by_address;
pub mod dataset;
pub mod page;
pub mod recent;
pub mod source;
pub mod verification;
