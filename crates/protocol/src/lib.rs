//! The messages between the page and its worker.
//!
//! The page sends [`Call`]s; the worker answers each with a [`Message::Reply`] of the same id, and tells of its own
//! accord what changes with [`Message::Event`]. `File` objects and bytes travel beside the message, see `web::parcel`.

pub mod check;
pub mod explore;
mod failure;
pub mod local;
pub mod recent;
pub mod run;
mod run_fault;
mod score;
pub mod source;

use serde::{Deserialize, Serialize};

use check::{CheckReply, CheckRequest};
use engine::dataset::DatasetError;
use engine::image::PictureNote;
use engine::scoring::{Rule, RuleSet};
use explore::{ExploreReply, ExploreRequest, Place};
pub use failure::Failure;
use local::{Loading, LocalReply, LocalRequest};
use recent::Kept;
use run::{RunReply, RunRequest, RunState};
pub use score::{GroupScore, Grouping, RuleSetScore, ScoreNote, ScoreSummary, ScoredRowSummary, ScoredRowView, Truth};
use source::{SourceReply, SourceRequest, Verifying};

/// Version of this protocol; a page and a worker of different versions refuse each other.
pub const VERSION: u32 = 1;

/// Names a prediction file for as long as it is loaded.
pub type PredictionsId = u32;

/// Names a dataset from its opening on, until the worker ends: files that are opened anew are another dataset.
pub type DatasetId = u32;

/// A request of the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// [`VERSION`] of the page.
    pub version: u32,
    /// Chosen by the page, repeated in the reply.
    pub id: u32,
    /// What is asked.
    pub request: Request,
}

/// What a [`Call`] begins with in every version, so that also a call that cannot be read is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallHead {
    /// [`VERSION`] of the page.
    pub version: u32,
    /// Chosen by the page, repeated in the reply.
    pub id: u32,
}

/// What the page may ask.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Recognise the files that travel beside the message and load them: [`Reply::Opened`].
    Open {
        /// Whether a dataset among them is to be opened faster next time, and listed until then.
        remember: bool,
    },
    /// Stop indexing; the rows found so far stay: [`Reply::Done`].
    CancelIndexing,
    /// Give up prediction files that are being opened; each answers [`Failure::Cancelled`]: [`Reply::Done`].
    CancelOpening,
    /// Forget the dataset: [`Reply::Done`].
    CloseDataset,
    /// Forget a prediction file: [`Reply::Done`].
    ClosePredictions(PredictionsId),
    /// Rows `start..end` of the dataset (fewer where it ends): [`Reply::Rows`].
    Rows {
        /// First row, counted from 0.
        start: u32,
        /// Row after the last one.
        end: u32,
    },
    /// One question in full: [`Reply::Question`].
    Question {
        /// Row, counted from 0.
        row: u32,
    },
    /// A picture of a question; the bytes travel beside the reply: [`Reply::Picture`].
    Picture {
        /// Row, counted from 0.
        row: u32,
        /// Which of the question's pictures, counted from 0.
        which: u32,
    },
    /// What every loaded prediction file says to a question: [`Reply::PredictionsOf`].
    PredictionsOf {
        /// Row of the dataset, counted from 0.
        row: u32,
        /// The rule set to extract letters by.
        rules: RuleSet,
    },
    /// A small picture of a question; the bytes travel beside the reply: [`Reply::Picture`].
    Thumbnail {
        /// Row of the dataset, counted from 0.
        row: u32,
        /// Which of the question's pictures, counted from 0.
        which: u32,
    },
    /// The row of an index: [`Reply::Found`].
    Find {
        /// The index as typed.
        index: String,
    },
    /// Score a prediction file: [`Reply::Score`].
    Score {
        /// The prediction file.
        predictions: PredictionsId,
        /// The rule set for tables and rows; all three are summed up.
        rules: RuleSet,
    },
    /// Scored rows `start..end` among those that pass the filter: [`Reply::ScoredRows`].
    ScoredRows {
        /// The prediction file.
        predictions: PredictionsId,
        /// The rule set.
        rules: RuleSet,
        /// Which rows.
        filter: RowFilter,
        /// First row among them, counted from 0.
        start: u32,
        /// Row after the last one.
        end: u32,
    },
    /// Where a scored row stands among those that pass the filter: [`Reply::ScoredPlace`].
    ScoredPlace {
        /// The prediction file.
        predictions: PredictionsId,
        /// The rule set.
        rules: RuleSet,
        /// Which rows.
        filter: RowFilter,
        /// Position in the scored order (by index), counted from 0.
        at: u32,
    },
    /// One scored row in full: [`Reply::ScoredRow`].
    ScoredRow {
        /// The prediction file.
        predictions: PredictionsId,
        /// The rule set.
        rules: RuleSet,
        /// Position in the scored order (by index), counted from 0.
        at: u32,
    },
    /// A file to take away; its bytes travel beside the reply: [`Reply::File`].
    Export {
        /// The prediction file.
        predictions: PredictionsId,
        /// The rule set.
        rules: RuleSet,
        /// Which file.
        file: ExportFile,
    },
    /// About the lexical tree and selections: [`Reply::Explore`].
    Explore(ExploreRequest),
    /// About the files of the dataset: [`Reply::Source`].
    Source(SourceRequest),
    /// About checking a prediction file: [`Reply::Check`].
    Check(CheckRequest),
    /// About runs of models.
    Run(RunRequest),
    /// About models that run in the browser.
    Local(LocalRequest),
}

/// Which scored rows are wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RowFilter {
    /// Every row.
    #[default]
    All,
    /// Rows whose letter is the answer.
    Right,
    /// Rows whose letter is another option than the answer.
    Wrong,
    /// Rows where no letter could be inferred.
    NotInferable,
    /// Rows decided by one rule.
    Rule(Rule),
}

/// The files that can be taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ExportFile {
    /// VLMEvalKit's `…_exact_matching_result.xlsx`.
    ResultXlsx,
    /// VLMEvalKit's `…_exact_matching_result.tsv`.
    ResultTsv,
    /// VLMEvalKit's `…_clinical vqa task_acc.csv`.
    ClinicalVqaTaskCsv,
    /// VLMEvalKit's `…_department_acc.csv`.
    DepartmentCsv,
    /// VLMEvalKit's `…_perceptual granularity_acc.csv`.
    PerceptualGranularityCsv,
    /// Everything the page shows, as `…_report.json`.
    ReportJson,
}

/// What the worker says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Message {
    /// The worker listens.
    Ready {
        /// [`VERSION`] of the worker.
        version: u32,
    },
    /// The answer to a call.
    Reply {
        /// The call's id.
        id: u32,
        /// The answer, or why there is none.
        result: Result<Reply, Failure>,
    },
    /// Something changed.
    Event(Event),
}

/// An answer of the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// Done, nothing to tell.
    Done,
    /// What the files were.
    Opened(Vec<Opened>),
    /// Rows of the dataset.
    Rows(Vec<RowSummary>),
    /// A question.
    Question(Box<QuestionView>),
    /// A picture whose bytes travel beside.
    Picture(PictureInfo),
    /// Predictions for a question, in the order in which the files were loaded.
    PredictionsOf(Vec<PredictionOf>),
    /// The row of an index, where it exists.
    Found(Option<u32>),
    /// A score.
    Score(Box<ScoreSummary>),
    /// Scored rows and how many pass the filter in all.
    ScoredRows {
        /// Number of rows that pass the filter.
        total: u32,
        /// The rows asked for.
        rows: Vec<ScoredRowSummary>,
    },
    /// Where the row stands that was asked for, or else the one that follows it; `None` if none does.
    ScoredPlace(Option<Place>),
    /// A scored row.
    ScoredRow(Box<ScoredRowView>),
    /// A file whose bytes travel beside.
    File {
        /// Name to save it under.
        name: String,
        /// MIME type.
        mime: String,
    },
    /// An answer to a [`Request::Explore`].
    Explore(ExploreReply),
    /// An answer to a [`Request::Source`].
    Source(SourceReply),
    /// An answer to a [`Request::Check`].
    Check(CheckReply),
    /// An answer to a [`Request::Run`].
    Run(RunReply),
    /// An answer to a [`Request::Local`].
    Local(LocalReply),
}

/// What became of a file that was opened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// The file's name.
    pub name: String,
    /// What it was, or why it was refused.
    pub outcome: Result<Recognised, Failure>,
}

/// What a file is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Recognised {
    /// A part of the dataset, whose indexing has begun.
    Dataset,
    /// A prediction file, read in full.
    Predictions(PredictionsId),
}

/// What the worker tells of its own accord.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The dataset changed: opened, grew, completed, was cancelled or closed (`None`).
    Dataset(Option<Box<DatasetState>>),
    /// The loaded prediction files changed.
    Predictions(Vec<PredictionsState>),
    /// Whether the dataset, now complete, will be opened faster next time.
    Kept(Kept),
    /// Verifying goes on.
    Verifying(Verifying),
    /// A run goes on, at most five times a second; `None` once it is closed.
    Run(Option<Box<RunState>>),
    /// A model is being loaded in the browser; `None` once it is loaded or given up.
    Loading(Option<Loading>),
    /// A model was loaded, and the browser's storage was too full to keep it for the next time.
    ModelNotKept,
    /// The worker panicked and is of no further use.
    Panicked {
        /// The panic's message and place.
        report: String,
    },
}

/// The dataset as far as it has been read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DatasetState {
    /// Names the dataset; it stays while the dataset is read.
    pub id: DatasetId,
    /// Short name, made from the file names.
    pub name: String,
    /// The files, in order.
    pub parts: Vec<PartState>,
    /// File names of the parts that lack, where the files are named as parts.
    pub missing_parts: Vec<String>,
    /// Columns in file order.
    pub columns: Vec<String>,
    /// What is going on.
    pub phase: Phase,
    /// Whether the questions come from an index kept at an earlier opening, so that the files were not read through.
    pub restored: bool,
    /// Rows found so far.
    pub rows: u32,
    /// Bytes read through so far; none where the dataset was restored.
    pub bytes_done: u64,
    /// Bytes of all parts.
    pub bytes_total: u64,
    /// Reading speed since the start, in bytes a second.
    pub bytes_per_second: f64,
    /// Seconds left at that speed, where it is known.
    pub seconds_left: Option<f64>,
    /// Size of the worker's memory in bytes.
    pub memory_bytes: u64,
    /// Whether any question has an answer, so that predictions can be scored.
    pub has_answers: bool,
    /// What was noted while reading: the first 200.
    pub findings: Vec<DatasetError>,
    /// How many findings there are in all.
    pub finding_count: u64,
    /// Why VLMEvalKit would not load this dataset, where it would not (known once complete).
    pub refusal: Option<DatasetError>,
}

/// A file of the dataset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartState {
    /// File name.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
}

/// What goes on with the dataset.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Phase {
    /// Being read; the rows found so far can be used.
    Indexing,
    /// Read to the end.
    Complete,
    /// Stopped by the user; the rows found so far can be used.
    Cancelled,
    /// Reading failed; the rows found so far can be used.
    Failed(Failure),
}

/// A row of the question list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowSummary {
    /// Row, counted from 0.
    pub row: u32,
    /// The index as the file has it.
    pub index: String,
    /// The question.
    pub question: String,
    /// Byte ranges of the question that match the keywords of the selection, ascending.
    pub marks: Vec<(u32, u32)>,
    /// Modality.
    pub modality: String,
    /// Clinical VQA task.
    pub task: String,
    /// Department.
    pub department: String,
    /// Perceptual granularity.
    pub granularity: String,
}

/// A question in full; its pictures are asked for one by one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionView {
    /// Row, counted from 0.
    pub row: u32,
    /// The index as the file has it.
    pub index: String,
    /// The question.
    pub question: String,
    /// The hint, where the dataset has one.
    pub hint: Option<String>,
    /// Letter and text of each option, as VLMEvalKit prints them.
    pub options: Vec<(char, String)>,
    /// The answer, where the dataset has one.
    pub answer: Option<String>,
    /// The other columns: name and text, in file order.
    pub metadata: Vec<(String, String)>,
    /// Number of pictures, or why there is none.
    pub pictures: Result<u32, Failure>,
    /// The index whose picture is shown, where the cell is a reference.
    pub picture_of: Option<String>,
}

/// A picture whose bytes travel beside the message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureInfo {
    /// MIME type of the bytes that travel beside.
    pub mime: String,
    /// Name of the file's own format, as `PNG`.
    pub format: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Size of the encoded picture in bytes.
    pub bytes: u64,
    /// What is to be known of how it is shown and sent.
    pub notes: Vec<PictureNote>,
}

/// What a prediction file says to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PredictionOf {
    /// The prediction file.
    pub predictions: PredictionsId,
    /// Number of its rows with the question's index; the last one counts.
    pub rows: u32,
    /// That row, where there is one.
    pub found: Option<FoundPrediction>,
}

/// A prediction and the letter extracted from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundPrediction {
    /// The prediction, cut to 20,000 characters.
    pub prediction: String,
    /// Characters that were cut off.
    pub cut: u32,
    /// The extracted letter; Z where nothing is inferable.
    pub letter: char,
    /// The rule that gave the letter.
    pub rule: Rule,
    /// Whether the letter is the dataset's answer; `None` where the dataset has no answers.
    pub hit: Option<bool>,
}

/// A loaded prediction file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PredictionsState {
    /// Names the file in requests.
    pub id: PredictionsId,
    /// File name.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Number of rows.
    pub rows: u32,
    /// Columns in file order.
    pub columns: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_that_cannot_be_read_begins_with_its_number() {
        // A request that this version does not know.
        let call = postcard::to_allocvec(&(VERSION + 1, 7_u32, u32::MAX, "more")).unwrap();
        assert!(postcard::from_bytes::<Call>(&call).is_err());
        assert_eq!(postcard::from_bytes(&call), Ok(CallHead { version: VERSION + 1, id: 7 }));
    }
}
