//! Runs: a model is asked the questions of a selection.
//!
//! `driver` begins runs, `active` leads the one under way by the engine's scheduler, `storage` keeps its records, `model`
//! says what a model is to the run, whatever its kind.

mod active;
mod driver;
mod images;
mod imports;
mod judging;
mod model;
mod planning;
mod progress;
mod results;
mod storage;
mod task;
mod trying;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use protocol::DatasetId;
use protocol::run::{RunFault, RunId, RunPhase};

use crate::cancelling::Cancellable;
use crate::host::Guard;
use crate::loaded::Shared;
use crate::local::LocalModels;
use active::ActiveRun;
pub(crate) use imports::merged;
pub(crate) use planning::prompt;
use results::{CountedRun, ListedRun};
use storage::Storage;

/// The run under way and those that are kept.
pub(crate) struct Runs {
    session: Shared,
    local: Rc<LocalModels>,
    /// The run under way, paused or just ended.
    active: RefCell<Option<Rc<ActiveRun>>>,
    /// Whether a run is being begun or gone on with.
    is_starting: Cell<bool>,
    /// The stored run whose questions were listed last.
    listed: RefCell<Option<Rc<ListedRun>>>,
    /// What the list of runs said of each.
    counted: RefCell<HashMap<RunId, CountedRun>>,
    /// Whether a run fits a dataset of that many rows.
    fits: RefCell<HashMap<(DatasetId, usize, RunId), bool>>,
    tests: RefCell<Cancellable<()>>,
}

impl Runs {
    pub(crate) fn new(session: Shared, local: Rc<LocalModels>) -> Self {
        Self {
            session,
            local,
            active: RefCell::default(),
            is_starting: Cell::default(),
            listed: RefCell::default(),
            counted: RefCell::default(),
            fits: RefCell::default(),
            tests: RefCell::default(),
        }
    }

    /// Whether a run goes on, whose model must stay.
    pub(crate) fn is_running(&self) -> bool {
        self.active.borrow().as_ref().is_some_and(|run| run.phase() == RunPhase::Running)
    }

    fn is_open(&self, id: &str) -> bool {
        self.active.borrow().as_ref().is_some_and(|run| run.header.borrow().id() == id)
    }

    /// Deletes a run that is not under way, in no tab.
    pub(crate) async fn delete(&self, id: &str) -> Result<(), RunFault> {
        if self.is_open(id) {
            return Err(RunFault::Busy);
        }
        let _lock = lock(&self.session, id).await?;
        self.listed.take();
        self.forget(id);
        self.open_storage().await?.delete(id).await
    }

    async fn open_storage(&self) -> Result<Storage, RunFault> {
        Storage::open(&self.session.host).await
    }

    /// Has it found out again what a run holds and whether it fits, since it may become another one.
    fn forget(&self, id: &str) {
        self.counted.borrow_mut().remove(id);
        self.fits.borrow_mut().retain(|(_, _, run), _| run != id);
    }
}

/// Takes the lock of a run; while it is held, no other tab goes on with it.
async fn lock(session: &Shared, id: &str) -> Result<Guard, RunFault> {
    let lock = session.system().lock(&format!("gmai-scope-run {id}")).await?;
    lock.ok_or(RunFault::OpenElsewhere)
}
