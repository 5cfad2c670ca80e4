//! Opening files, and what was found in them.

pub mod columns;
pub mod dataset_panel;
pub mod findings;
pub mod page;
pub mod parts;
pub mod progress;
pub mod recent;
pub mod sources;
pub mod verification;
pub mod welcome;
