//! The leaderboard.

pub mod route;
pub mod titles;

#[cfg(feature = "web")]
pub mod chart;
#[cfg(feature = "web")]
pub mod compare;
#[cfg(feature = "web")]
pub mod details;
#[cfg(feature = "web")]
pub mod load;
#[cfg(feature = "web")]
pub mod page;
#[cfg(feature = "web")]
pub mod state;
#[cfg(feature = "web")]
pub mod table;
#[cfg(feature = "web")]
pub mod toolbar;
