//! The leaderboard.

pub mod about;
pub mod chart;
pub mod compare;
pub mod compare_table;
pub mod details;
pub mod notes;
pub mod page;
pub mod row;
pub mod table;
pub mod titles;
pub mod toolbar;
