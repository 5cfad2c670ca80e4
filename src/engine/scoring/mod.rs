//! Scoring of predictions as VLMEvalKit does it in exact-matching mode.

mod error;
mod rules;

pub use error::ScoreError;
pub use rules::{Rule, RuleSet};
