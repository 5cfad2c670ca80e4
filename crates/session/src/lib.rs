//! The worker's logic without the browser: holds the dataset and the prediction files, answers the page, runs models.
//!
//! A [`Session`] is made for a [`Host`]: the browser in the worker, a simulation in the tests. [`Session::answer`] answers
//! requests; [`System::tell`](host::System::tell) reports what changes in between. Long work pauses, so that several
//! requests are answered at the same time; work whose future is dropped is cancelled.
//!
//! | modules | what they answer |
//! |---|---|
//! | `opening`, `indexing`, `remembering`, `verify` | files become the dataset and the prediction files, held in `loaded` |
//! | `explore`, `questions`, `images`, `subset` | which questions, what is in them, and some of them as a file |
//! | `address` | files on servers, of which only what is needed is fetched |
//! | `scores`, `exports`, `check` | prediction files: scores, reports, checks, repairs, packages |
//! | `run`, `local` | models are asked over the network or in the browser; the journal |
//!
//! Whatever a session reads is a [`ByteSource`](host::ByteSource), wherever its bytes are:
//!
//! ```
//! use std::future::Future;
//! use std::pin::pin;
//! use std::rc::Rc;
//! use std::task::{Context, Poll, Waker};
//!
//! use engine::position::ByteRange;
//! use protocol::Failure;
//! use session::host::Source;
//! use session::{MemorySource, read_range};
//!
//! let file: Source = Rc::new(MemorySource::new("indices.txt".to_owned(), b"0\n1\n2\n".to_vec()));
//! let read = |start, end| {
//!     pin!(read_range(&file, ByteRange { start, end })).poll(&mut Context::from_waker(Waker::noop()))
//! };
//! assert_eq!(read(2, 4), Poll::Ready(Ok(b"1\n".to_vec())));
//! // A file that has become shorter since it was opened is noticed.
//! assert!(matches!(read(4, 9), Poll::Ready(Err(Failure::FileGone { .. }))));
//! ```

#![expect(missing_docs, reason = "the worker and the tests alone use this; what a name says has no doc beside it")]

mod address;
mod cancelling;
mod check;
mod compare;
mod explore;
mod exports;
pub mod host;
mod images;
mod indexing;
mod loaded;
mod local;
mod opening;
mod questions;
mod remembering;
mod requests;
mod run;
mod scores;
mod source;
mod subset;
mod verify;

use std::rc::Rc;

pub use address::surplus_images;
pub use requests::{Answer, Beside};
pub use source::{MemorySource, read_range};

use check::Checks;
use host::Host;
use loaded::Shared;
use local::LocalModels;
use run::Runs;

/// Everything that the worker holds.
pub struct Session {
    shared: Shared,
    checks: Checks,
    local: Rc<LocalModels>,
    runs: Runs,
}

impl Session {
    /// A session in which nothing is loaded.
    pub fn new(host: Host) -> Self {
        let shared = Shared::new(host);
        let local = Rc::new(LocalModels::new(shared.host.clone()));
        let runs = Runs::new(shared.clone(), local.clone());
        Self { checks: Checks::new(shared.clone()), shared, local, runs }
    }
}
