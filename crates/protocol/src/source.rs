//! Messages about the files of the dataset: which they are, and what is taken out of them.

use serde::{Deserialize, Serialize};

use super::PredictionsId;
use super::explore::SelectionNumber;
use engine::official::OfficialFile;

/// Compute the checksum of a part. A later request cancels an earlier one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VerifyPart {
    /// File part, counted from 0.
    pub part: u32,
}

/// Stop verifying; the request under way fails with [`Failure::Cancelled`](super::Failure::Cancelled).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CancelVerifying;

/// The questions of a selection as a file, which travels beside the reply.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExportSelection {
    /// The selection.
    pub selection: SelectionNumber,
    /// Which file.
    pub file: SubsetFile,
}

/// The files that a selection can be exported as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SubsetFile {
    /// An index a line, in the order of the selection.
    Indices,
    /// The rows of a prediction file, as scoring reads it: sorted by index, column names in lower case.
    Predictions {
        /// The prediction file.
        predictions: PredictionsId,
        /// Whether to write xlsx rather than tsv.
        xlsx: bool,
    },
    /// The questions with their images, in file order, as VLMEvalKit loads them. The file is made of ranges of the
    /// source files, which the browser reads when it is saved.
    Questions,
}

/// A file made of a selection, which travels beside the reply.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExportedSelection {
    /// Name to save it under.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Indices of the questions in it whose image is CMYK, which VLMEvalKit cannot save as PNG.
    pub cmyk: Vec<String>,
}

/// What a part is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// File part, counted from 0.
    pub part: u32,
    /// Its MD5, in lower-case hexadecimal.
    pub md5: String,
    /// The published file of that sum, where there is one.
    pub official: Option<OfficialFile>,
}

/// How far verifying has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verifying {
    /// File part, counted from 0.
    pub part: u32,
    /// Bytes read so far.
    pub done: u64,
    /// Bytes of the part.
    pub total: u64,
}
