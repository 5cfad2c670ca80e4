//! Messages about the files of the dataset: which they are, and what is taken out of them.

use serde::{Deserialize, Serialize};

use super::PredictionsId;
use super::explore::SelectionNumber;
use engine::official::OfficialFile;

/// What may be asked about the files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum SourceRequest {
    /// The checksum of a part: [`SourceReply::Verified`]. A later request cancels an earlier one.
    Verify {
        /// File part, counted from 0.
        part: u32,
    },
    /// Stop verifying; the request under way fails with [`super::Failure::Cancelled`]: [`super::Reply::Done`].
    CancelVerifying,
    /// What a selection holds, as a file that travels beside the reply: [`SourceReply::File`].
    Subset {
        /// The selection.
        selection: SelectionNumber,
        /// Which file.
        file: SubsetFile,
    },
}

/// The files that a selection can be taken away as.
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
    /// The questions with their pictures, in file order, as VLMEvalKit loads them. The file is made of ranges of the
    /// source files, which the browser reads when it is saved.
    Questions,
}

/// An answer to a [`SourceRequest`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum SourceReply {
    /// Which file it is.
    Verified(Verified),
    /// The file that travels beside.
    File {
        /// Name to save it under.
        name: String,
        /// Size in bytes.
        bytes: u64,
        /// Indices of the questions in it whose picture is CMYK, which VLMEvalKit cannot save as PNG.
        cmyk: Vec<String>,
    },
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
