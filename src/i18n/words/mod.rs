//! The words of one page or view each, in both languages side by side.

pub mod board;
pub mod check;
pub mod embed;
pub mod explore;
pub mod findings;
pub mod help;
pub mod local;
pub mod local_faults;
pub mod package;
pub mod question;
pub mod recent;
pub mod repairs;
pub mod rule_sets;
pub mod run;
pub mod run_faults;
pub mod run_fields;
pub mod run_now;
pub mod runs;
pub mod settings;
pub mod source;
