//! What the page reads from the worker, and keeps for as long as it is shown.

pub mod aiming;
pub mod blocks;
pub mod board;
pub mod checks;
pub mod explore;
pub mod help;
pub mod latest;
pub mod pace;
pub mod picture;
pub mod predictions_of;
pub mod question;
pub mod repairs;
pub mod rows;
pub mod run;
pub mod score;
pub mod scored_cursor;
pub mod scored_rows;
pub mod stored;
pub mod thumbnails;
