//! Messages about runs: a model is asked the questions of a selection.
//!
//! At most one run goes on in a tab. Its answers are journalled in the browser's storage before they count, so a run can
//! be continued in another session. Times are milliseconds since 1970 unless they are spans.

use std::fmt;

use serde::{Deserialize, Serialize};

pub use super::failure::RunFault;
use super::local::LetterScores;
pub use super::request::{
    BeginJudge, BeginRun, CancelTests, CloseRun, ContinueRun, DeleteRun, ExportRun, ImportJournal, ImportPredictions,
    ListRuns, ListServerModels, LoadRun, MergeParts, PauseRun, PreviewPrompt, PreviewRun, ReadAnswers, ReadFailures,
    ResumeRun, RetryFailed, SetBudget, SetKey, StopRun, TestConnection,
};
use super::{Failure, PredictionsId};
pub use engine::endpoint::{AddressError, Concession, Diagnosis, Endpoint, EndpointErrorKind, Sampling};
pub use engine::run::{
    End, Estimate, JournalError, Judged, MergeError, Model, Overlap, PictureSettings, PlanError, Price, Progress,
    PromptSettings, RunFailure, RunLimits, Sample, SendImageError, Shard, Tally, TemplateError, Wait,
};
use engine::scoring::RuleSet;
use engine::selection::Selection;
use engine::table::TableFormat;

/// Names a run in the browser's storage.
pub type RunId = String;

/// An API key on its way to the worker, which keeps it in memory and nowhere else. It cannot be printed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key(String);

impl Key {
    /// A key as typed.
    pub fn new(typed: String) -> Self {
        Self(typed)
    }

    /// The key, for the worker alone.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

/// What a run is to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunSettings {
    pub model: Model,
    pub sampling: Sampling,
    pub prompt: PromptSettings,
    pub pictures: PictureSettings,
    /// Concurrency, rates, tries, budget. `tokens_per_question` and `most_per_question` are filled in from the estimate.
    pub limits: RunLimits,
    pub price: Price,
    /// Tokens that an answer is expected to have.
    pub answer_tokens: u32,
    pub selection: Selection,
    pub sample: Option<Sample>,
    pub shard: Option<Shard>,
}

/// A file that is made of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunFile {
    /// The predictions as VLMEvalKit writes them; xlsx, tsv, csv or json.
    Predictions(TableFormat),
    Manifest,
    /// Every question and answer, as JSON lines.
    Transcripts,
    Journal,
    Letters,
}

/// What a run would take.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunPreview {
    /// Number of questions, tokens and money; zero where the plan or the template has a fault.
    pub estimate: Estimate,
    /// Number of questions whose pictures were looked at; the rest is extrapolated.
    pub looked_at: u32,
    /// Whether the tokens of a picture are known for this model; else they count as the rule of OpenAI's tiles tells.
    pub tokens_known: bool,
    pub most_per_question: f64,
    /// Where pictures go, as `api.openai.com`; `None` where the address has a fault or nothing leaves this machine.
    pub host: Option<String>,
    pub problems: Vec<RunFault>,
    /// Those of the pictures looked at that would not be sent: index and reason, the first 20.
    pub refused_pictures: Vec<(String, SendImageError)>,
}

/// What would be sent for a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromptPreview {
    pub place: u32,
    pub of: u32,
    pub row: u32,
    pub index: String,
    pub system: Option<String>,
    /// The text, which follows the pictures.
    pub text: String,
    pub pictures: Vec<PicturePreview>,
}

/// A picture as the file has it and as it would be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PicturePreview {
    /// As the file has it; `None` where it cannot be read.
    pub before: Option<PictureForm>,
    pub after: Result<PictureForm, SendImageError>,
    /// Whether it would be encoded anew.
    pub is_changed: bool,
}

/// What a picture is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureForm {
    /// Name of the format, as `PNG`.
    pub format: String,
    pub width: u32,
    pub height: u32,
    /// Size as base64 text, in bytes.
    pub base64_bytes: u64,
}

/// What a test of a connection has shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tested {
    pub diagnosis: Diagnosis,
    /// What the server or the browser said, without keys; may be empty.
    pub detail: String,
    pub status: Option<u16>,
    pub reply: Option<String>,
    pub took: u64,
}

/// A run as it goes on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunState {
    pub id: RunId,
    pub model: String,
    /// The host that is asked, which the key is for.
    pub host: Option<String>,
    pub dataset: String,
    /// The prediction file that is judged and the rule set, where this is a judge.
    pub judging: Option<(PredictionsId, RuleSet)>,
    pub phase: RunPhase,
    /// Where the questions stand, and what was spent.
    pub tally: Tally,
    pub questions: u32,
    pub budget: Option<f64>,
    pub pace: Progress,
    /// Right and judged answers, where the dataset has answers.
    pub accuracy: Option<(u32, u32)>,
    /// Answers cut at the limit of tokens.
    pub cut: u32,
    /// What is asked otherwise than it was set, since the server refuses it as it was.
    pub concessions: Vec<Concession>,
    /// Records of earlier sessions that cannot be read.
    pub broken: Option<JournalError>,
    /// What the run waits for, and until when nothing is asked; where the server cannot be reached, when the run ends.
    pub waits: Option<(Wait, u64)>,
    /// Failed tries by kind since this session of the run began, the most frequent first; most of them are tried again.
    pub faults: Vec<(String, u32)>,
    /// What the latest failed try said, without keys.
    pub last_fault: Option<RunFailure>,
    /// The scores without and with the judge so far, where this is a judge.
    pub judged: Option<Judged>,
}

/// Whether a run goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunPhase {
    Running,
    Paused(PauseReason),
    /// It has ended; [`ResumeRun`] goes on with what is left.
    Ended(End),
}

/// Why a run is paused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PauseReason {
    User,
    /// The dataset was closed or replaced; the run is to be continued once it is open again.
    DatasetClosed,
    /// An answer could not be kept; nothing that counts is lost.
    Storage(RunFault),
    File(Box<Failure>),
}

/// The runs that the browser keeps.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct StoredRuns {
    pub runs: Vec<RunListing>,
    /// Those that cannot, and why.
    pub broken: Vec<(RunId, JournalError)>,
}

/// A stored run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunListing {
    pub id: RunId,
    pub model: String,
    /// Where pictures and key go, as `api.openai.com`: an imported journal may name any server.
    pub host: Option<String>,
    pub dataset: String,
    pub begun: u64,
    pub shard: Option<Shard>,
    pub questions: u32,
    pub answered: u32,
    pub failed: u32,
    /// What ended it, or why the last of its failed questions has no answer.
    pub failure: Option<RunFailure>,
    /// Records that cannot be read.
    pub broken: Option<JournalError>,
    /// Its limits, to be changed when it is continued.
    pub limits: RunLimits,
    /// Whether the dataset that is open has its questions in the same words; of a judge, whether a prediction file of that
    /// name is open.
    pub fits: bool,
    pub is_open: bool,
    pub is_judge: bool,
}

/// A question without answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedQuestion {
    pub index: String,
    pub row: Option<u32>,
    /// Name of the kind, as `content-policy` or `too-heavy`.
    pub kind: String,
    pub failure: RunFailure,
    pub tries: u32,
}

/// A question with answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnsweredQuestion {
    pub index: String,
    pub row: Option<u32>,
    /// The prediction, cut to 2,000 characters.
    pub prediction: String,
    pub took: u64,
    pub tries: u32,
    /// How probable the letters are, where the model tells.
    pub letters: Option<LetterScores>,
}

/// What was taken over from a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// The new run; [`ContinueRun`] goes on with it.
    pub id: RunId,
    pub questions: u32,
    pub answered: u32,
    /// Rows whose prediction is blank or tells a failure.
    pub unanswered: u32,
    pub others: u32,
    /// The last line of a journal, counted from 1, where it is no record, as in a file that is cut off.
    pub cut_line: Option<u64>,
}

/// What became of the parts of a run; the bytes travel beside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeReport {
    pub name: String,
    pub mime: String,
    pub rows: u32,
    /// Questions of the plan that no part has: number, and the first 100.
    pub gaps: (u32, Vec<String>),
    /// Indices that several parts have: number, how many with different predictions, and the first 100.
    pub overlaps: (u32, u32, Vec<Overlap>),
    /// Indices that are not of the plan: number, and the first 100.
    pub unexpected: (u32, Vec<String>),
}
