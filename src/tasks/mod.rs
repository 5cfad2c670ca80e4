//! What the user does: each task asks the worker to change something and tells how it went.

pub mod board;
pub mod check;
pub mod close;
pub mod embed;
pub mod export;
pub mod filter;
pub mod folder;
pub mod forget;
pub mod local;
pub mod offline;
pub mod open;
pub mod recent;
pub mod repair;
pub mod run;
pub mod sample;
pub mod source;
pub mod submission;
