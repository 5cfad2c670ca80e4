//! Messages about the files that are opened, the rows of the dataset, its questions and images.

use serde::{Deserialize, Serialize};

use super::{DatasetId, Failure, PredictionsId};
use engine::dataset::DatasetError;
use engine::image::PictureNote;
use engine::scoring::Rule;

/// What became of a file that was opened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Opened {
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
    pub parts: Vec<PartState>,
    /// File names of the parts that lack, where the files are named as parts.
    pub missing_parts: Vec<String>,
    pub columns: Vec<String>,
    pub phase: Phase,
    /// Whether the questions come from an index kept at an earlier opening, so that the files were not read through.
    pub restored: bool,
    /// The host that is asked for it, of a dataset on a server; of several the first one.
    pub host: Option<String>,
    pub rows: u32,
    /// Bytes read through so far; none where the dataset was restored.
    pub bytes_done: u64,
    pub bytes_total: u64,
    /// Reading speed since the start, in bytes a second.
    pub bytes_per_second: f64,
    pub seconds_left: Option<f64>,
    pub memory_bytes: u64,
    /// Whether any question has an answer, so that predictions can be scored.
    pub has_answers: bool,
    /// What was noted while reading: the first 200.
    pub findings: Vec<DatasetError>,
    pub finding_count: u64,
    /// Why VLMEvalKit would not load this dataset, where it would not (known once complete).
    pub refusal: Option<DatasetError>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartState {
    pub name: String,
    pub bytes: u64,
}

/// What goes on with the dataset; in any phase the rows found so far can be used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Phase {
    Indexing,
    Complete,
    Cancelled,
    Failed(Failure),
}

/// A row of the question list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowSummary {
    pub row: u32,
    pub index: String,
    pub question: String,
    /// Byte ranges of the question that match the keywords of the selection, ascending.
    pub marks: Vec<(u32, u32)>,
    pub modality: String,
    pub task: String,
    pub department: String,
    pub granularity: String,
}

/// A question in full; its pictures are asked for one by one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionView {
    pub row: u32,
    pub index: String,
    pub question: String,
    pub hint: Option<String>,
    /// Letter and text of each option, as VLMEvalKit prints them.
    pub options: Vec<(char, String)>,
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
    pub width: u32,
    pub height: u32,
    pub bytes: u64,
    /// What is to be known of how it is shown and sent.
    pub notes: Vec<PictureNote>,
}

/// What a prediction file says to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PredictionOf {
    pub predictions: PredictionsId,
    /// Number of its rows with the question's index; the last one counts.
    pub rows: u32,
    /// That row, where there is one.
    pub found: Option<FoundPrediction>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundPrediction {
    /// The prediction, cut to 20,000 characters.
    pub prediction: String,
    pub cut: u32,
    /// The extracted letter; Z where nothing is inferable.
    pub letter: char,
    pub rule: Rule,
    /// Whether the letter is the dataset's answer; `None` where the dataset has no answers.
    pub hit: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PredictionsState {
    pub id: PredictionsId,
    pub name: String,
    pub bytes: u64,
    pub rows: u32,
    pub columns: Vec<String>,
}
