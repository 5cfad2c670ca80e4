//! What is typed, in words: each variant by the message that stands for it.

mod check;
pub mod findings;
mod help;
pub mod local;
pub(super) mod local_faults;
pub mod question;
pub mod repairs;
pub mod rule_sets;
pub(super) mod rules;
pub mod run_faults;
pub mod run_fields;
