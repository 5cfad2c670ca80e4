//! Runs: a model is asked many questions, and what it answers becomes a prediction file.
//!
//! A run is planned ([`plan`]); each question becomes an [`Ask`](crate::endpoint::Ask) by [`PromptSettings`] and
//! [`PictureSettings`]; the [`Scheduler`] says when to ask what; the end of each question is a [`Record`] of the
//! [`Journal`]; and the journal becomes files. Time, chance and transport come from outside.

mod cost;
mod failure;
mod import;
mod journal;
mod judge;
mod merge;
mod model;
mod picture;
mod plan;
mod progress;
mod prompt;
mod results;
mod scheduler;
mod score;
mod stored;
mod texts;

pub use cost::{Estimate, Price, QuestionCost, picture_tokens, text_tokens};
pub use failure::{FailureKind, RunFailure};
pub use import::{Imported, import_predictions};
pub use journal::{Journal, JournalError, Outcome, Record, RunHeader, Standing};
pub use judge::{JUDGE_TRIES, Judged, judge_ask, judge_letter, judged, needs_judge};
pub use merge::{MergeError, Merged, Overlap, merge};
pub use model::Model;
pub use picture::{
    Encoding, Excess, PICTURE_PRESETS, PictureFault, PicturePreset, PictureSettings, PreparedPicture, is_kept, prepare,
};
pub use plan::{PlanError, Question, Sample, Shard, plan};
pub use progress::{Pace, Progress};
pub use prompt::{PromptSettings, TemplateError, prompt_sha256};
pub use results::{
    Counts, FINISH_REASON, Manifest, Thinking, answered_rows, file_stem, prediction_frame, transcript_line,
};
pub use scheduler::{Action, End, RunLimits, Scheduler, Tally, Verdict, Wait};
pub use score::RunningScore;
pub use stored::{JudgeHeader, StoredRun};
