//! The worker's logic without the browser: holds the dataset and the prediction files, answers the page, runs models.
//!
//! A [`Session`] is made for a [`Host`]: the browser in the worker, a simulation in the tests. [`Session::answer`] answers
//! requests; [`System::tell`](host::System::tell) reports what changes in between. Long work pauses, so that several
//! requests are answered at the same time.

mod address;
mod cancelling;
mod check;
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
