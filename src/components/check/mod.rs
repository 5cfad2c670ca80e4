//! Checking a prediction file before it is sent.

pub mod empty;
pub mod file_list;
pub mod finding;
pub mod finding_rows;
pub mod findings;
pub mod package;
pub mod package_fields;
pub mod packed;
pub mod page;
pub mod repair;
pub mod severity_sign;
pub mod split_choice;
pub mod verdict;
