//! What the page reads from the worker, and keeps for as long as it is shown.

pub mod blocks;
pub mod checks;
pub mod latest;
pub mod picture;
pub mod question;
pub mod repairs;
pub mod rows;
pub mod score;
pub mod scored_rows;
