//! Beginning runs, going on with them, and what the page may do to the one under way.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use engine::endpoint::{Concession, Sampling};
use engine::run::{LatestRecords, Model, Pace, Record, RunHeader, RunLimits, RunningScore, Scheduler, StoredRun};
use protocol::run::{BeginJudge, Key, PauseReason, RunFault, RunId, RunPhase, RunSettings};
use protocol::{DatasetId, Event, Failure};

use super::active::ActiveRun;
use super::judging::JudgeTask;
use super::model::{LocalRunModel, RemoteModel, RunModel};
use super::planning::rows_of_run;
use super::storage::{JournalWriter, Storage};
use super::task::{QuestionTask, Task};
use super::{Runs, lock};
use crate::host::Guard;
use crate::loaded::{Shared, count};

/// Answers scored without a pause.
const SCORED_AT_ONCE: usize = 500;

impl Runs {
    pub(crate) async fn begin(&self, settings: &RunSettings, key: &Key) -> Result<RunId, Failure> {
        let _starting = self.claim(None)?;
        let (plan, header) = self.plan(settings).await?;
        let rows = plan.questions.iter().map(|question| question.row).collect();
        let task = question_task(plan.dataset, rows, &header);
        let held = self.hold(&header.id).await?;
        self.start(held, StoredRun::Run(header), task, key).await
    }

    pub(crate) async fn go_on(&self, id: &str, key: &Key, limits: Option<RunLimits>) -> Result<RunId, Failure> {
        let _starting = self.claim(Some(id))?;
        let held = self.hold(id).await?;
        let header = match held.storage.header(id).await? {
            StoredRun::Run(header) => header,
            StoredRun::Judge(header) => {
                let (header, task) = JudgeTask::again(&self.session, &header, limits)?;
                return self.start(held, StoredRun::Judge(header), Task::Judge(task), key).await;
            }
        };
        let (dataset, rows) = rows_of_run(&self.session, &header)?;
        let task = question_task(dataset, rows, &header);
        let mut header = StoredRun::Run(header);
        if let Some(limits) = limits {
            header.set_limits(limits);
        }
        self.start(held, header, task, key).await
    }

    pub(crate) async fn judge(&self, ask: &BeginJudge) -> Result<RunId, Failure> {
        let _starting = self.claim(None)?;
        let (header, task) = JudgeTask::make(&self.session, ask.predictions, ask.rules, &(&*ask.settings).into())?;
        let held = self.hold(&header.id).await?;
        self.start(held, StoredRun::Judge(header), Task::Judge(task), &ask.key).await
    }

    /// Claims the place of the run under way for the run of that id or for a new one, where no other needs it.
    fn claim(&self, id: Option<&str>) -> Result<Starting<'_>, RunFault> {
        self.refuse_if_busy(id)?;
        Starting::claim(&self.is_starting)
    }

    /// A run that goes on, or is paused with its dataset at hand, keeps others from beginning.
    fn refuse_if_busy(&self, id: Option<&str>) -> Result<(), RunFault> {
        let active = self.active.borrow();
        let Some(run) = &*active else { return Ok(()) };
        let may_be_replaced = match run.phase() {
            RunPhase::Ended(_) | RunPhase::Paused(PauseReason::DatasetClosed) => true,
            RunPhase::Paused(_) => id.is_some_and(|id| id == run.header.borrow().id()),
            RunPhase::Running => false,
        };
        if may_be_replaced { Ok(()) } else { Err(RunFault::Busy) }
    }

    async fn hold(&self, id: &str) -> Result<Held, RunFault> {
        self.release(id).await?;
        let lock = lock(&self.session, id).await?;
        Ok(Held { lock, storage: self.open_storage().await? })
    }

    /// Ends what this tab still does with a run that is to be begun again, so that nothing writes beside it. Fails where
    /// the storage still refuses its answers.
    async fn release(&self, id: &str) -> Result<(), RunFault> {
        let Some(run) = self.active.borrow().clone().filter(|run| run.header.borrow().id() == id) else {
            return Ok(());
        };
        run.stop();
        loop {
            match run.phase() {
                RunPhase::Ended(_) => return Ok(()),
                RunPhase::Paused(PauseReason::Storage(fault)) => return Err(fault),
                RunPhase::Running | RunPhase::Paused(_) => self.session.pause().pause().await,
            }
        }
    }

    async fn start(&self, held: Held, header: StoredRun, task: Task, key: &Key) -> Result<RunId, Failure> {
        let Held { lock, storage } = held;
        let system = self.session.system();
        let id = header.id().to_owned();
        let (records, broken) = storage.records(&id).await?;
        let next = storage.next_number(&id).await?;
        // What was noted before, as by another tab, stays.
        let header = storage.change_header(&id, |there| {
            let mut header = header;
            if let Some(there) = there {
                header.keep_notes_of(&there);
            }
            Ok(header)
        });
        let header = header.await?;
        let latest = LatestRecords::new(header.questions(), &records);
        count_earlier(&self.session, &task, &header, &latest.records).await;
        let answered: Vec<usize> = latest.answered().collect();
        let failed: Vec<usize> = latest.failed().collect();
        let cut = latest.records.iter().flatten().filter(|record| record.is_cut()).count();
        let scheduler = Scheduler::new(
            header.model().within_limits(header.limits().clone()),
            header.questions().len(),
            answered,
            failed,
            header.price().of_records(&records, header.limits().expected()),
            system.random(),
        );
        let model = self.model(header.model(), header.sampling(), header.concessions(), key);
        let run = Rc::new(ActiveRun {
            session: self.session.clone(),
            header: RefCell::new(header),
            task,
            storage,
            journal: JournalWriter::new(id.clone(), next),
            model: RefCell::new(model),
            scheduler: RefCell::new(scheduler),
            pace: RefCell::new(Pace::new(system.time())),
            phase: RefCell::new(RunPhase::Running),
            faults: RefCell::default(),
            last_fault: RefCell::default(),
            unwritten: RefCell::default(),
            unkept: Cell::default(),
            in_flight: RefCell::default(),
            is_stopping: Cell::new(false),
            waits: Cell::new(None),
            cut: Cell::new(count(cut)),
            broken,
            alarm: RefCell::default(),
            told_at: Cell::default(),
            next_report: RefCell::default(),
            is_closed: Cell::default(),
            lock: RefCell::new(Some(lock)),
        });
        if let Some(former) = self.active.replace(Some(run.clone())) {
            former.is_closed.set(true);
        }
        run.go_on();
        Ok(id)
    }

    /// The model itself, asked as the concessions say that were made already.
    pub(super) fn model(
        &self,
        model: &Model,
        sampling: Sampling,
        concessions: &[Concession],
        key: &Key,
    ) -> Rc<dyn RunModel> {
        match model {
            Model::Remote(endpoint) => {
                let host = self.session.host.clone();
                Rc::new(RemoteModel::new(host, endpoint.clone(), sampling, key.expose(), concessions))
            }
            Model::Local(model) => {
                Rc::new(LocalRunModel { models: self.local.clone(), model: model.clone(), sampling })
            }
        }
    }

    fn run(&self) -> Result<Rc<ActiveRun>, RunFault> {
        self.active.borrow().clone().ok_or(RunFault::NoSuchRun)
    }

    pub(crate) fn pause(&self) -> Result<(), RunFault> {
        self.run()?.pause(PauseReason::User);
        Ok(())
    }

    pub(crate) fn stop(&self) -> Result<(), RunFault> {
        self.run()?.stop();
        Ok(())
    }

    pub(crate) async fn resume(&self) -> Result<(), Failure> {
        let run = self.run()?;
        let _starting = self.ready_again(&run).await?;
        run.resume();
        Ok(())
    }

    pub(crate) async fn retry_failed(&self) -> Result<(), Failure> {
        let run = self.run()?;
        let _starting = self.ready_again(&run).await?;
        run.retry_failed();
        Ok(())
    }

    /// Makes a run that was paused or has ended ready to go on.
    async fn ready_again(&self, run: &ActiveRun) -> Result<Starting<'_>, Failure> {
        let starting = Starting::claim(&self.is_starting)?;
        find_rows_again(&self.session, run)?;
        take_lock_again(run).await?;
        Ok(starting)
    }

    pub(crate) async fn set_budget(&self, budget: Option<f64>) -> Result<(), RunFault> {
        let run = self.run()?;
        run.change_header(|header| header.set_budget(budget)).await?;
        run.scheduler.borrow_mut().set_budget(budget);
        run.go_on();
        Ok(())
    }

    pub(crate) fn set_key(&self, key: &Key) -> Result<(), RunFault> {
        let run = self.run()?;
        let model = {
            let header = run.header.borrow();
            self.model(header.model(), header.sampling(), header.concessions(), key)
        };
        *run.model.borrow_mut() = model;
        Ok(())
    }

    pub(crate) fn close(&self) -> Result<(), RunFault> {
        self.refuse_if_busy(None)?;
        if let Some(run) = self.active.take() {
            run.is_closed.set(true);
            run.stop();
        }
        self.session.system().tell(Event::Run(None));
        Ok(())
    }
}

/// A run that nobody else writes into.
struct Held {
    lock: Guard,
    storage: Storage,
}

/// Held while a run is being begun or gone on with, so that pressing a button twice does not begin two.
struct Starting<'r>(&'r Cell<bool>);

impl<'r> Starting<'r> {
    fn claim(is_starting: &'r Cell<bool>) -> Result<Self, RunFault> {
        if is_starting.replace(true) { Err(RunFault::Busy) } else { Ok(Self(is_starting)) }
    }
}

impl Drop for Starting<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

pub(super) fn question_task(dataset: DatasetId, rows: Vec<usize>, header: &RunHeader) -> Task {
    Task::Questions(QuestionTask {
        dataset: Cell::new(dataset),
        rows: RefCell::new(rows),
        prompt: header.prompt.clone(),
        images: header.pictures,
        limits: header.model.picture_limits(),
        score: RefCell::new(RunningScore::default()),
    })
}

/// Counts the answers of earlier sessions.
async fn count_earlier(session: &Shared, task: &Task, header: &StoredRun, records: &[Option<&Record>]) {
    for (place, record) in records.iter().enumerate() {
        let index = header.questions().get(place).map_or("", String::as_str);
        if let Some(answer) = record.and_then(Record::answer) {
            task.count(session, place, index, answer);
        }
        if place % SCORED_AT_ONCE == SCORED_AT_ONCE - 1 {
            session.pause().pause().await;
        }
    }
}

/// The dataset may have been closed and opened again, with its rows elsewhere.
fn find_rows_again(session: &Shared, run: &ActiveRun) -> Result<(), Failure> {
    let (Task::Questions(task), StoredRun::Run(header)) = (&run.task, &*run.header.borrow()) else { return Ok(()) };
    if session.borrow_mut().dataset_of(task.dataset.get()).is_some() {
        return Ok(());
    }
    let (dataset, rows) = rows_of_run(session, header)?;
    task.dataset.set(dataset);
    *task.rows.borrow_mut() = rows;
    Ok(())
}

/// The lock of an ended run was given back, and another tab may have gone on with it.
async fn take_lock_again(run: &ActiveRun) -> Result<(), Failure> {
    if run.lock.borrow().is_some() {
        return Ok(());
    }
    let id = run.header.borrow().id().to_owned();
    let lock = lock(&run.session, &id).await?;
    if run.storage.next_number(&id).await? > run.journal.next() {
        return Err(RunFault::OpenElsewhere.into());
    }
    *run.lock.borrow_mut() = Some(lock);
    Ok(())
}
