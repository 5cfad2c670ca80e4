//! Checking a prediction file before it is submitted, repairing it and packing it.

pub mod route;

#[cfg(feature = "web")]
pub mod again;
#[cfg(feature = "web")]
pub mod checking;
#[cfg(feature = "web")]
pub mod file_table;
#[cfg(feature = "web")]
pub mod files;
#[cfg(feature = "web")]
pub mod findings;
#[cfg(feature = "web")]
pub mod package;
#[cfg(feature = "web")]
pub mod package_form;
#[cfg(feature = "web")]
pub mod page;
#[cfg(feature = "web")]
pub mod repair;
#[cfg(feature = "web")]
pub mod state;
#[cfg(feature = "web")]
pub mod submission;
#[cfg(feature = "web")]
pub mod verdict;
