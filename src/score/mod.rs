//! Scoring predictions.

pub mod route;

#[cfg(feature = "web")]
pub mod groupings;
#[cfg(feature = "web")]
pub mod page;
#[cfg(feature = "web")]
pub mod rows;
#[cfg(feature = "web")]
pub mod scored_list;
#[cfg(feature = "web")]
pub mod scored_row;
#[cfg(feature = "web")]
pub mod summary;
