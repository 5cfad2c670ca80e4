//! Messages about the files of the dataset: which they are, and what is taken out of them.

use serde::{Deserialize, Serialize};

use super::PredictionsId;
pub use super::request::{CancelVerifying, ExportSelection, VerifyPart};
use engine::official::OfficialFile;

/// The files that a selection can be exported as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SubsetFile {
    /// An index a line, in the order of the selection.
    Indices,
    /// The rows of a prediction file, as scoring reads it: sorted by index, column names in lower case.
    Predictions {
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
    pub name: String,
    pub bytes: u64,
    /// Indices of the questions in it whose image is CMYK, which VLMEvalKit cannot save as PNG.
    pub cmyk: Vec<String>,
}

/// What a part is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    pub part: u32,
    /// Its MD5, in lower-case hexadecimal.
    pub md5: String,
    /// The published file of that sum, where there is one.
    pub official: Option<OfficialFile>,
}

/// How far verifying has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verifying {
    pub part: u32,
    pub done: u64,
    pub total: u64,
}
