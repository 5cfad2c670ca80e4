//! The messages between the page and its worker.
//!
//! The page sends [`Call`]s, each with a [`Request`]; the worker answers each with a [`Message::Reply`] of the same id, and
//! reports what changes by [`Message::Event`]. What a request is answered with is its [`Ask::Reply`]. `File` objects and
//! bytes travel beside the message, see `web::parcel`.

pub mod address;
pub mod check;
mod dataset;
pub mod explore;
mod failure;
pub mod local;
pub mod recent;
mod request;
pub mod run;
mod run_fault;
mod score;
pub mod source;

use serde::{Deserialize, Serialize};

pub use dataset::{
    CancelIndexing, CancelOpening, CloseDataset, ClosePredictions, DatasetState, FindIndex, FoundPrediction, OpenFiles,
    Opened, PartState, Phase, PictureInfo, PredictionOf, PredictionsState, QuestionView, ReadImage, ReadPredictions,
    ReadQuestion, ReadThumbnail, Recognised, RowSummary,
};
pub use failure::Failure;
use local::Loading;
use recent::Kept;
pub use request::{Ask, Request, decode_reply, encode_reply};
use run::RunState;
pub use score::{
    ExportFile, ExportScore, FindScoredRow, GroupScore, Grouping, ReadScore, ReadScoredRow, ReadScoredRows, RowFilter,
    RuleSetScore, ScoreNote, ScoreSummary, ScoredRowSummary, ScoredRowView, Truth,
};
use source::Verifying;

/// Version of this protocol; a page and a worker of different versions refuse each other.
pub const VERSION: u32 = 3;

/// Names a prediction file for as long as it is loaded.
pub type PredictionsId = u32;

/// Names a dataset from its opening until the worker ends; the same files opened again are another dataset.
pub type DatasetId = u32;

/// A request of the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// [`VERSION`] of the page.
    pub version: u32,
    /// Chosen by the page, repeated in the reply.
    pub id: u32,
    /// The request.
    pub request: Request,
}

/// The beginning of a [`Call`] in every version, so that a call that cannot be read is answered, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallHead {
    /// [`VERSION`] of the page.
    pub version: u32,
    /// Chosen by the page, repeated in the reply.
    pub id: u32,
}

/// A file made by the worker, whose bytes travel beside the reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedFile {
    /// Name to save it under.
    pub name: String,
    /// MIME type.
    pub mime: String,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Listed<T> {
    /// Number of entries of the whole list.
    pub total: u32,
    /// The entries asked for.
    pub rows: Vec<T>,
}

/// What the worker sends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Message {
    /// The worker listens.
    Ready {
        /// [`VERSION`] of the worker.
        version: u32,
    },
    /// The answer to a call; the reply itself follows the message, see [`Ask::Reply`].
    Reply {
        /// The call's id.
        id: u32,
        /// Why there is no reply, where there is none.
        result: Result<(), Failure>,
    },
    /// Something changed.
    Event(Event),
}

/// What the worker reports without being asked.
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
