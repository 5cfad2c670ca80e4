//! Messages about the files that are opened, the rows of the dataset, its questions and images.

use serde::{Deserialize, Serialize};

use super::{DatasetId, Failure, PredictionsId};
use engine::dataset::DatasetError;
use engine::image::PictureNote;
use engine::scoring::{Rule, RuleSet};

/// Recognise the files that travel beside the message and load them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpenFiles {
    /// Whether a dataset among them is to open faster next time, and to be listed until then.
    pub remember: bool,
}

/// Stop indexing; the rows found so far stay.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CancelIndexing;

/// Give up prediction files that are being opened; each answers [`Failure::Cancelled`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CancelOpening;

/// Close the dataset.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CloseDataset;

/// Close a prediction file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClosePredictions(pub PredictionsId);

/// One question in full.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadQuestion {
    /// Row, counted from 0.
    pub row: u32,
}

/// An image of a question; its bytes travel beside the reply.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadImage {
    /// Row, counted from 0.
    pub row: u32,
    /// Which of the question's images, counted from 0.
    pub which: u32,
}

/// A thumbnail of an image of a question; its bytes travel beside the reply.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadThumbnail {
    /// Row, counted from 0.
    pub row: u32,
    /// Which of the question's images, counted from 0.
    pub which: u32,
}

/// What every loaded prediction file says to a question, in the order of loading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadPredictions {
    /// Row of the dataset, counted from 0.
    pub row: u32,
    /// The rule set to extract letters by.
    pub rules: RuleSet,
}

/// The row of an index; `None` where no row has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FindIndex {
    /// The index as typed.
    pub index: String,
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
