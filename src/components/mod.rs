//! The parts of the page: one component a file. They wire queries, tasks and state to elements, and hold no rules.

pub mod board;
pub mod check;
pub mod common;
pub mod data;
pub mod explore;
pub mod help;
pub mod question;
pub mod run;
pub mod score;
pub mod settings;
pub mod shell;
