//! The leaderboard.

pub mod about;
pub mod cells;
pub mod chart;
pub mod compare;
pub mod compare_table;
pub mod details;
pub mod extremes;
pub mod facts;
pub mod notes;
pub mod page;
pub mod row;
pub mod table;
pub mod titles;
pub mod toolbar;
