//! The words of one page or view each, in both languages side by side.

pub mod board;
pub mod check;
pub mod embed;
pub mod explore;
pub mod findings;
pub mod help;
pub mod question;
pub mod recent;
pub mod repairs;
pub mod settings;
pub mod source;
