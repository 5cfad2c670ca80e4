//! The messages between the page and its worker.
//!
//! The page sends [`Call`]s, each with a [`Request`]; the worker answers each with a [`Message::Reply`] of the same id, and
//! reports what changes by [`Message::Event`]. What a request is answered with is its [`Ask::Reply`]. `File` objects and
//! bytes travel beside the message, see `web::parcel`.
//!
//! ```
//! use protocol::{Call, FindIndex, VERSION, decode_reply, encode_reply};
//!
//! let call = Call { version: VERSION, id: 7, request: FindIndex { index: "25830".to_owned() }.into() };
//! // The worker answers call 7. Of which type the reply is follows from the request.
//! let reply = encode_reply::<FindIndex>(&Some(25_829))?;
//! assert_eq!(decode_reply::<FindIndex>(&reply)?, Some(25_829));
//! # Ok::<(), protocol::Failure>(())
//! ```

#![expect(missing_docs, reason = "the page and the worker alone read this; what a name says has no doc beside it")]

pub mod address;
pub mod check;
pub mod compare;
mod dataset;
pub mod explore;
mod failure;
pub mod local;
pub mod recent;
mod request;
pub mod run;
mod score;
pub mod source;

use serde::{Deserialize, Serialize};

pub use dataset::*;
pub use failure::{Failure, Missing};
use local::Loading;
use recent::Kept;
pub use request::*;
use run::RunState;
pub use score::*;
use source::Verifying;

/// Version of this protocol; a page and a worker of different versions refuse each other.
pub const VERSION: u32 = 4;

/// Names a prediction file for as long as it is loaded.
pub type PredictionsId = u32;

/// Names a dataset from its opening until the worker ends; the same files opened again are another dataset.
pub type DatasetId = u32;

/// A request of the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Call {
    pub version: u32,
    /// Chosen by the page, repeated in the reply.
    pub id: u32,
    pub request: Request,
}

/// The beginning of a [`Call`] in every version, so that a call that cannot be read is answered, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallHead {
    pub version: u32,
    /// Chosen by the page, repeated in the reply.
    pub id: u32,
}

/// A file made by the worker, whose bytes travel beside the reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedFile {
    pub name: String,
    pub mime: String,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Listed<T> {
    pub total: u32,
    pub rows: Vec<T>,
}

/// What the worker sends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Message {
    Ready {
        version: u32,
    },
    /// The answer to a call; the reply itself follows the message, see [`Ask::Reply`].
    Reply {
        id: u32,
        /// Why there is no reply, where there is none.
        result: Result<(), Failure>,
    },
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
    Verifying(Verifying),
    /// A run goes on, at most five times a second; `None` once it is closed.
    Run(Option<Box<RunState>>),
    /// A model is being loaded in the browser; `None` once it is loaded or given up.
    Loading(Option<Loading>),
    /// A model was loaded, and the browser's storage was too full to keep it for the next time.
    ModelNotKept,
    /// The worker panicked and is of no further use.
    Panicked {
        report: String,
    },
}
