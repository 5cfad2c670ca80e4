//! Runs: a model is asked many questions, and its answers become a prediction file.
//!
//! A run is planned ([`plan`]); each question becomes an [`Ask`](crate::endpoint::Ask) by [`PromptSettings`] and
//! [`PictureSettings`]; the [`Scheduler`] says when to ask what; the end of each question is a [`Record`] of the
//! [`Journal`]; and the journal becomes files. Time, chance and transport come from outside.

#![expect(missing_docs, clippy::missing_errors_doc, reason = "what a name or a type says has no line of its own")]

mod cost;
mod failure;
mod journal;
mod jpeg;
mod judge;
mod merge;
mod model;
mod plan;
mod progress;
mod results;
mod scheduler;
mod send_image;
mod stored;

pub use cost::{Estimate, Price, QuestionCost, picture_tokens, text_tokens};
pub use failure::{FailureKind, RunFailure};
pub use journal::{Journal, JournalError, LatestRecords, Outcome, Record, RunHeader};
pub use judge::{JUDGE_TRIES, Judged, judge_ask, judge_letter, judged, needs_judge};
pub use merge::{Imported, MergeError, Merged, Overlap, import_predictions, merge};
pub use model::Model;
pub use plan::{PlanError, PromptSettings, Question, Sample, Shard, TemplateError, plan, prompt_sha256};
pub use progress::{Pace, Progress, RunningScore};
pub use results::{Counts, Manifest, Thinking, answered_rows, file_stem, prediction_frame, transcript_line};
pub use scheduler::{Action, End, RunLimits, Scheduler, Tally, Verdict, Wait};
pub use send_image::{
    Encoding, Excess, PICTURE_PRESETS, PicturePreset, PictureSettings, PreparedPicture, SendImageError, is_kept,
    prepare,
};
pub use stored::{JudgeHeader, StoredRun};
