//! Scoring of predictions as VLMEvalKit does it in exact-matching mode.
//!
//! [`Prepared`] makes a prediction table ready, [`Scored`] judges its rows against a [`Truth`] under a [`RuleSet`],
//! and [`Report`] sums them up as VLMEvalKit's tables do. Source of all rules: VLMEvalKit as of 2026-08-18.

mod answer_is;
mod error;
mod extract;
mod grouping;
mod groups;
mod json;
mod prepare;
mod refusal;
mod report;
mod rereading;
mod rules;
mod score;
mod thinking;
mod whitespace;

pub use error::ScoreError;
pub use extract::{Extraction, NOT_INFERABLE, extract};
pub use grouping::{GroupScore, Grouping, groupings};
pub(crate) use json::IndexJson;
pub use json::ScoreJson;
pub use prepare::Prepared;
pub(crate) use refusal::refusals;
pub use report::{REPORTED_COLUMNS, Report, ReportColumn};
pub use rules::{Rule, RuleSet};
pub use score::{Scored, ScoredRow, Truth};
pub use thinking::thinking_marks;
pub use whitespace::is_python_space;
