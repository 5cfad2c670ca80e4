//! The leaderboard.

pub mod page;
