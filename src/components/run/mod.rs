//! Asking a model.

pub mod answered;
pub mod answers;
pub mod before;
pub mod bring_in;
pub mod connection;
pub mod failures;
pub mod field;
pub mod how;
pub mod judge;
pub mod key;
pub mod local;
pub mod model;
pub mod now;
pub mod page;
pub mod persistence;
pub mod preview;
pub mod questions;
pub mod runs;
