//! Runs: a model is asked many questions, and what it answers becomes a prediction file.
//!
//! Time, chance and transport come from outside.

mod cost;
mod journal;
mod picture;
mod plan;
mod prompt;
mod scheduler;

pub use cost::{Estimate, Price, QuestionCost, picture_tokens, text_tokens};
pub use journal::{Journal, JournalError, Outcome, Record, RunFailure, RunHeader, Standing};
pub use picture::{
    Encoding, Excess, PICTURE_PRESETS, PictureFault, PicturePreset, PictureSettings, PreparedPicture, prepare,
};
pub use plan::{PlanError, Question, Sample, Shard, plan};
pub use prompt::{PromptSettings, TemplateError, prompt_sha256};
pub use scheduler::{Action, End, RunLimits, Scheduler, Tally, Verdict};
