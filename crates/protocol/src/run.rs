//! Messages about runs: a model is asked the questions of a selection.
//!
//! At most one run goes on in a tab. Its answers are journalled in the browser's storage before they count, so a run can
//! be continued in another session. Times are milliseconds since 1970 unless they are spans.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::local::LetterScores;
pub use super::run_fault::RunFault;
use super::{Failure, PredictionsId};
pub use engine::endpoint::{AddressError, Concession, Diagnosis, Endpoint, EndpointErrorKind, Sampling};
pub use engine::run::{
    End, Estimate, JournalError, Judged, MergeError, Model, Overlap, PictureFault, PictureSettings, PlanError, Price,
    Progress, PromptSettings, RunFailure, RunLimits, Sample, Shard, Tally, TemplateError, Wait,
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
    /// The model.
    pub model: Model,
    /// How it answers.
    pub sampling: Sampling,
    /// How questions are worded.
    pub prompt: PromptSettings,
    /// How pictures are sent.
    pub pictures: PictureSettings,
    /// Concurrency, rates, tries, budget. `tokens_per_question` and `most_per_question` are filled in from the estimate.
    pub limits: RunLimits,
    /// What tokens cost.
    pub price: Price,
    /// Tokens that an answer is expected to have.
    pub answer_tokens: u32,
    /// Which questions; the default selection holds all.
    pub selection: Selection,
    /// The sample of these.
    pub sample: Option<Sample>,
    /// The part of that.
    pub shard: Option<Shard>,
}

/// What a run would take.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PreviewRun(pub Box<RunSettings>);

/// What would be sent for a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PreviewPrompt {
    /// The settings.
    pub settings: Box<RunSettings>,
    /// Place in the plan, counted from 0; after the last one comes the first.
    pub place: u32,
}

/// Ask the model one small question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TestConnection {
    /// The model.
    pub model: Endpoint,
    /// How it answers.
    pub sampling: Sampling,
    /// The key; empty for none.
    pub key: Key,
}

/// Give up the tests under way; each answers [`Failure::Cancelled`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CancelTests;

/// Begin a run; [`Event::Run`](super::Event::Run) then reports its progress.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BeginRun {
    /// The settings.
    pub settings: Box<RunSettings>,
    /// The key; empty for none.
    pub key: Key,
}

/// Continue a stored run on the dataset, or a judge on the prediction file, that is open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContinueRun {
    /// The run.
    pub id: RunId,
    /// The key; empty for none.
    pub key: Key,
    /// New limits; they are kept with the run.
    pub limits: Option<RunLimits>,
}

/// Have a second model say which option those predictions mean that the rules leave open. Letters of an earlier session are
/// not asked again. At most one run or judge is under way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BeginJudge {
    /// The prediction file.
    pub predictions: PredictionsId,
    /// The rule set.
    pub rules: RuleSet,
    /// Model, sampling, limits and price; the rest is ignored.
    pub settings: Box<RunSettings>,
    /// The key; empty for none.
    pub key: Key,
}

/// Ask nothing more until the run is resumed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PauseRun;

/// Continue after a pause or an error that ended the run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResumeRun;

/// End the run; questions under way are given up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StopRun;

/// Ask the failed questions once more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RetryFailed;

/// Change the budget; a run that ended because of it continues by [`ResumeRun`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetBudget(pub Option<f64>);

/// Change the key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetKey(pub Key);

/// Forget the ended run and its key; its journal stays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CloseRun;

/// The stored runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListRuns;

/// Failed questions of a run, in the order of the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadFailures {
    /// The run.
    pub id: RunId,
    /// First of them, counted from 0.
    pub start: u32,
    /// The one after the last.
    pub end: u32,
}

/// Answers of a run, in the order of the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadAnswers {
    /// The run.
    pub id: RunId,
    /// First of them, counted from 0.
    pub start: u32,
    /// The one after the last.
    pub end: u32,
}

/// Delete a stored run that is not under way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeleteRun(pub RunId);

/// Load a run's answers as a prediction file, to be scored and checked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoadRun(pub RunId);

/// A file made of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExportRun {
    /// The run.
    pub id: RunId,
    /// Which file.
    pub file: RunFile,
}

/// Keep the journal that travels beside the message as a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportJournal;

/// Make a run with these settings that continues from the prediction file beside the message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportPredictions(pub Box<RunSettings>);

/// Merge the prediction files beside the message and compare them with the plan of all parts; the bytes of the merged file
/// travel beside the reply.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MergeParts {
    /// The settings of the parts; their shard is ignored.
    pub settings: Box<RunSettings>,
    /// The format of the merged file.
    pub format: TableFormat,
}

/// A file that is made of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunFile {
    /// The predictions as VLMEvalKit writes them; xlsx, tsv, csv or json.
    Predictions(TableFormat),
    /// What made them, as JSON.
    Manifest,
    /// Every question and answer, as JSON lines.
    Transcripts,
    /// The journal, to be continued elsewhere.
    Journal,
    /// The letters of a judge, as CSV.
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
    /// What one question costs at most.
    pub most_per_question: f64,
    /// Where pictures go, as `api.openai.com`; `None` where the address has a fault or nothing leaves this machine.
    pub host: Option<String>,
    /// What keeps the run from beginning.
    pub problems: Vec<RunFault>,
    /// Those of the pictures looked at that would not be sent: index and reason, the first 20.
    pub refused_pictures: Vec<(String, PictureFault)>,
}

/// What would be sent for a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromptPreview {
    /// Place in the plan, counted from 0.
    pub place: u32,
    /// Number of questions of the plan.
    pub of: u32,
    /// Row of the dataset, counted from 0.
    pub row: u32,
    /// The index.
    pub index: String,
    /// The system prompt.
    pub system: Option<String>,
    /// The text, which follows the pictures.
    pub text: String,
    /// The pictures, or why they are not sent.
    pub pictures: Vec<PicturePreview>,
}

/// A picture as the file has it and as it would be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PicturePreview {
    /// As the file has it; `None` where it cannot be read.
    pub before: Option<PictureForm>,
    /// As it would be sent, or why it is not.
    pub after: Result<PictureForm, PictureFault>,
    /// Whether it would be encoded anew.
    pub is_changed: bool,
}

/// What a picture is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureForm {
    /// Name of the format, as `PNG`.
    pub format: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Size as base64 text, in bytes.
    pub base64_bytes: u64,
}

/// What a test of a connection has shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tested {
    /// What it means.
    pub diagnosis: Diagnosis,
    /// What the server or the browser said, without keys; may be empty.
    pub detail: String,
    /// The status of the reply, where there was one.
    pub status: Option<u16>,
    /// What the model answered.
    pub reply: Option<String>,
    /// How long it took, in milliseconds.
    pub took: u64,
}

/// A run as it goes on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunState {
    /// The run.
    pub id: RunId,
    /// The model's name.
    pub model: String,
    /// The host that is asked, which the key is for.
    pub host: Option<String>,
    /// Name of the dataset.
    pub dataset: String,
    /// The prediction file that is judged and the rule set, where this is a judge.
    pub judging: Option<(PredictionsId, RuleSet)>,
    /// Whether it goes on.
    pub phase: RunPhase,
    /// Where the questions stand, and what was spent.
    pub tally: Tally,
    /// Number of questions of the plan.
    pub questions: u32,
    /// Money that may be spent.
    pub budget: Option<f64>,
    /// How fast it goes.
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
    /// It does.
    Running,
    /// Until it is resumed.
    Paused(PauseReason),
    /// It has ended; [`ResumeRun`] goes on with what is left.
    Ended(End),
}

/// Why a run is paused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PauseReason {
    /// The user asked for it.
    User,
    /// The dataset was closed or replaced; the run is to be continued once it is open again.
    DatasetClosed,
    /// An answer could not be kept; nothing that counts is lost.
    Storage(RunFault),
    /// A file of the dataset can no longer be read.
    File(Box<Failure>),
}

/// The runs that the browser keeps.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct StoredRuns {
    /// Those that can be read, the latest first.
    pub runs: Vec<RunListing>,
    /// Those that cannot, and why.
    pub broken: Vec<(RunId, JournalError)>,
}

/// A stored run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunListing {
    /// The run.
    pub id: RunId,
    /// The model's name.
    pub model: String,
    /// Where pictures and key go, as `api.openai.com`: an imported journal may name any server.
    pub host: Option<String>,
    /// Name of the dataset.
    pub dataset: String,
    /// When it was begun.
    pub begun: u64,
    /// The part of the plan.
    pub shard: Option<Shard>,
    /// Number of questions.
    pub questions: u32,
    /// Answered.
    pub answered: u32,
    /// Failed for good.
    pub failed: u32,
    /// Records that cannot be read.
    pub broken: Option<JournalError>,
    /// Its limits, to be changed when it is continued.
    pub limits: RunLimits,
    /// Whether the dataset that is open has its questions in the same words; of a judge, whether a prediction file of that
    /// name is open.
    pub fits: bool,
    /// Whether it is under way in this tab.
    pub is_open: bool,
    /// Whether these are the letters of a judge.
    pub is_judge: bool,
}

/// A question without answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedQuestion {
    /// The index.
    pub index: String,
    /// Row of the open dataset.
    pub row: Option<u32>,
    /// Name of the kind, as `content-policy` or `too-heavy`.
    pub kind: String,
    /// Why.
    pub failure: RunFailure,
    /// How often it was tried.
    pub tries: u32,
}

/// A question with answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnsweredQuestion {
    /// The index.
    pub index: String,
    /// Row of the open dataset.
    pub row: Option<u32>,
    /// The prediction, cut to 2,000 characters.
    pub prediction: String,
    /// How long the answer took, in milliseconds.
    pub took: u64,
    /// How often it was tried.
    pub tries: u32,
    /// How probable the letters are, where the model tells.
    pub letters: Option<LetterScores>,
}

/// What was taken over from a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// The new run; [`ContinueRun`] goes on with it.
    pub id: RunId,
    /// Number of questions of the plan.
    pub questions: u32,
    /// Answers taken over.
    pub answered: u32,
    /// Rows whose prediction is blank or tells a failure.
    pub unanswered: u32,
    /// Rows of other questions.
    pub others: u32,
    /// The last line of a journal, counted from 1, where it is no record, as in a file that is cut off.
    pub cut_line: Option<u64>,
}

/// What became of the parts of a run; the bytes travel beside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeReport {
    /// Name to save the whole under.
    pub name: String,
    /// MIME type.
    pub mime: String,
    /// Rows of the whole.
    pub rows: u32,
    /// Questions of the plan that no part has: number, and the first 100.
    pub gaps: (u32, Vec<String>),
    /// Indices that several parts have: number, how many with different predictions, and the first 100.
    pub overlaps: (u32, u32, Vec<Overlap>),
    /// Indices that are not of the plan: number, and the first 100.
    pub unexpected: (u32, Vec<String>),
}
