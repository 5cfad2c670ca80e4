//! Runs: a model is asked many questions, and what it answers becomes a prediction file.
//!
//! Time, chance and transport come from outside.

mod plan;
mod prompt;
mod scheduler;

pub use plan::{PlanError, Question, Sample, Shard, plan};
pub use prompt::{PromptSettings, TemplateError, prompt_sha256};
pub use scheduler::{Action, End, RunLimits, Scheduler, Tally, Verdict};
