//! Checking a prediction file before it is sent.

pub mod empty;
pub mod file_list;
pub mod finding;
pub mod finding_rows;
pub mod findings;
pub mod page;
pub mod severity_sign;
pub mod split_choice;
pub mod verdict;
