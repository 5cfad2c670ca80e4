//! Beginning runs, going on with them, and what the page may do to the one under way.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::active::{ActiveRun, time};
use super::faults::storage;
use super::journal_writer::JournalWriter;
use super::judging::JudgeTask;
use super::local::LocalRunModel;
use super::model::RunModel;
use super::planning::{Plan, preview, rows_of_run};
use super::remote::{RemoteModel, chance};
use super::storage::{Numbers, Storage};
use super::task::{QuestionTask, Task};
use crate::session::count;
use crate::{Shared, outbox};
use engine::endpoint::{Concession, Sampling, Secret};
use engine::run::{LatestRecords, Model, Pace, Record, RunHeader, RunLimits, RunningScore, Scheduler, StoredRun};
use engine::scoring::RuleSet;
use protocol::run::{Key, PauseReason, RunFault, RunId, RunPhase, RunSettings};
use protocol::{Event, Failure, Message, PredictionsId};
use web::locks::{self, HeldLock};
use web::macrotask::macrotask;

/// Answers scored without a pause.
const SCORED_AT_ONCE: usize = 500;

/// Begins a run.
pub(super) async fn begin(session: &Shared, settings: &RunSettings, key: &Key) -> Result<RunId, Failure> {
    let _starting = Starting::claim(session, None)?;
    let estimate = preview(session, settings).await?;
    if let Some(problem) = estimate.problems.first() {
        return Err(problem.clone().into());
    }
    let plan = Plan::make(session, settings)?;
    let header = plan.header(settings, &estimate);
    let rows = plan.questions.iter().map(|question| question.row).collect();
    let task = question_task(plan.dataset, rows, &header);
    let held = hold(session, &header.id).await?;
    start(session, held, StoredRun::Run(header), task, key).await
}

/// Goes on with a stored run.
pub(super) async fn go_on(session: &Shared, id: &str, key: &Key, limits: Option<RunLimits>) -> Result<RunId, Failure> {
    let _starting = Starting::claim(session, Some(id))?;
    let held = hold(session, id).await?;
    let header = match held.storage.header(id).await? {
        StoredRun::Run(header) => header,
        StoredRun::Judge(header) => {
            let (header, task) = JudgeTask::again(session, &header, limits)?;
            return start(session, held, StoredRun::Judge(header), Task::Judge(task), key).await;
        }
    };
    let (dataset, rows) = rows_of_run(session, &header)?;
    let task = question_task(dataset, rows, &header);
    let mut header = StoredRun::Run(header);
    if let Some(limits) = limits {
        header.set_limits(limits);
    }
    start(session, held, header, task, key).await
}

/// Has a second model read predictions.
pub(super) async fn judge(
    session: &Shared,
    predictions: PredictionsId,
    rules: RuleSet,
    settings: &RunSettings,
    key: &Key,
) -> Result<RunId, Failure> {
    let _starting = Starting::claim(session, None)?;
    let (header, task) = JudgeTask::make(session, predictions, rules, &settings.into())?;
    let held = hold(session, &header.id).await?;
    start(session, held, StoredRun::Judge(header), Task::Judge(task), key).await
}

pub(super) fn question_task(dataset: u32, rows: Vec<usize>, header: &RunHeader) -> Task {
    Task::Questions(QuestionTask {
        dataset: Cell::new(dataset),
        rows: RefCell::new(rows),
        prompt: header.prompt.clone(),
        pictures: header.pictures,
        limits: header.model.picture_limits(),
        score: RefCell::new(RunningScore::default()),
    })
}

/// The model itself, asked as the concessions say that were made already.
pub(super) fn model(
    session: &Shared,
    model: &Model,
    sampling: Sampling,
    concessions: &[Concession],
    key: &Key,
) -> Rc<dyn RunModel> {
    match model {
        Model::Remote(endpoint) => Rc::new(RemoteModel {
            endpoint: endpoint.clone(),
            sampling,
            key: Secret::new(key.expose()),
            concessions: RefCell::new(concessions.to_vec()),
        }),
        Model::Local(model) => Rc::new(LocalRunModel { session: session.clone(), model: model.clone(), sampling }),
    }
}

/// A run that goes on, or is paused with its dataset at hand, keeps others from beginning.
fn refuse_if_busy(session: &Shared, id: Option<&str>) -> Result<(), Failure> {
    let session = session.borrow();
    let Some(run) = &session.run else { return Ok(()) };
    let may_be_replaced = match &*run.phase.borrow() {
        RunPhase::Ended(_) | RunPhase::Paused(PauseReason::DatasetClosed) => true,
        RunPhase::Paused(_) => id.is_some_and(|id| id == run.header.borrow().id()),
        RunPhase::Running => false,
    };
    if may_be_replaced { Ok(()) } else { Err(RunFault::Busy.into()) }
}

/// Held while a run is being begun or gone on with, so that pressing a button twice does not begin two.
struct Starting(Rc<Cell<bool>>);

impl Starting {
    /// Where another run than that is under way, none may begin.
    fn claim(session: &Shared, id: Option<&str>) -> Result<Self, Failure> {
        refuse_if_busy(session, id)?;
        Self::beside(session)
    }

    fn beside(session: &Shared) -> Result<Self, Failure> {
        let starts = session.borrow().run_starts.clone();
        if starts.replace(true) { Err(RunFault::Busy.into()) } else { Ok(Self(starts)) }
    }
}

impl Drop for Starting {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

/// A run that nobody else writes into.
struct Held {
    lock: HeldLock,
    storage: Storage,
}

async fn hold(session: &Shared, id: &str) -> Result<Held, Failure> {
    release(session, id).await;
    let lock = lock(id).await?;
    Ok(Held { lock, storage: Storage::open().await? })
}

async fn start(session: &Shared, held: Held, header: StoredRun, task: Task, key: &Key) -> Result<RunId, Failure> {
    let Held { lock, storage } = held;
    let id = header.id().to_owned();
    let (records, broken) = storage.records(&id).await?;
    let numbers = Numbers::from(storage.next_number(&id).await?);
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
    count_earlier(session, &task, &header, &latest.records).await;
    let answered: Vec<usize> = latest.answered().collect();
    let failed: Vec<usize> = latest.failed().collect();
    let cut = latest.records.iter().flatten().filter(|record| record.is_cut()).count();
    let scheduler = Scheduler::new(
        header.model().within_limits(header.limits().clone()),
        header.questions().len(),
        answered,
        failed,
        header.price().of_records(&records, header.limits().expected()),
        chance(),
    );
    let model = model(session, header.model(), header.sampling(), header.concessions(), key);
    let run = Rc::new(ActiveRun {
        session: session.clone(),
        header: RefCell::new(header),
        task,
        storage,
        journal: JournalWriter::new(id.clone(), numbers),
        model: RefCell::new(model),
        scheduler: RefCell::new(scheduler),
        pace: RefCell::new(Pace::new(time())),
        phase: RefCell::new(RunPhase::Running),
        faults: RefCell::default(),
        last_fault: RefCell::default(),
        unwritten: RefCell::default(),
        in_flight: RefCell::default(),
        is_stopping: Cell::new(false),
        waits: Cell::new(None),
        cut: Cell::new(count(cut)),
        broken,
        alarm: RefCell::default(),
        teller: super::state::Teller::default(),
        lock: RefCell::new(Some(lock)),
    });
    session.borrow_mut().run = Some(run.clone());
    run.go_on();
    Ok(id)
}

/// Counts the answers of earlier sessions.
async fn count_earlier(session: &Shared, task: &Task, header: &StoredRun, records: &[Option<&Record>]) {
    for (place, record) in records.iter().enumerate() {
        let index = header.questions().get(place).map_or("", String::as_str);
        if let Some(answer) = record.and_then(Record::answer) {
            task.count(session, place, index, answer);
        }
        if place % SCORED_AT_ONCE == SCORED_AT_ONCE - 1 {
            macrotask().await;
        }
    }
}

/// Ends what this tab still does with a run that is to go on anew, so that nothing writes beside it.
async fn release(session: &Shared, id: &str) {
    let Some(run) = session.borrow().run.clone().filter(|run| run.header.borrow().id() == id) else { return };
    run.stop();
    while !matches!(*run.phase.borrow(), RunPhase::Ended(_)) {
        macrotask().await;
    }
}

/// Takes the lock of a run; while it is held, no other tab goes on with it.
pub(super) async fn lock(id: &str) -> Result<HeldLock, Failure> {
    let lock = locks::take(&format!("gmai-scope-run {id}")).await.map_err(|error| storage(&error))?;
    lock.ok_or_else(|| RunFault::OpenElsewhere.into())
}

fn run(session: &Shared) -> Result<Rc<ActiveRun>, Failure> {
    session.borrow().run.clone().ok_or_else(|| RunFault::NoSuchRun.into())
}

/// Pauses the run.
pub(super) fn pause(session: &Shared) -> Result<(), Failure> {
    run(session)?.pause(PauseReason::User);
    Ok(())
}

/// Stops the run.
pub(super) fn stop(session: &Shared) -> Result<(), Failure> {
    run(session)?.stop();
    Ok(())
}

/// Resumes the run.
pub(super) async fn resume(session: &Shared) -> Result<(), Failure> {
    let run = run(session)?;
    let _starting = Starting::beside(session)?;
    find_rows_again(session, &run)?;
    take_lock_again(&run).await?;
    run.resume();
    Ok(())
}

/// Asks the failed questions once more.
pub(super) async fn retry_failed(session: &Shared) -> Result<(), Failure> {
    let run = run(session)?;
    let _starting = Starting::beside(session)?;
    find_rows_again(session, &run)?;
    take_lock_again(&run).await?;
    run.retry_failed();
    Ok(())
}

/// The dataset may have been closed and opened anew, with its rows elsewhere.
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
async fn take_lock_again(run: &Rc<ActiveRun>) -> Result<(), Failure> {
    if run.lock.borrow().is_some() {
        return Ok(());
    }
    let id = run.header.borrow().id().to_owned();
    let lock = lock(&id).await?;
    if run.storage.next_number(&id).await? > run.journal.coming() {
        return Err(RunFault::OpenElsewhere.into());
    }
    *run.lock.borrow_mut() = Some(lock);
    Ok(())
}

/// Sets the budget anew and keeps it with the run.
pub(super) async fn set_budget(session: &Shared, budget: Option<f64>) -> Result<(), Failure> {
    let run = run(session)?;
    run.change_header(|header| header.set_budget(budget)).await?;
    run.scheduler.borrow_mut().set_budget(budget);
    run.go_on();
    Ok(())
}

/// Sets the key anew.
pub(super) fn set_key(session: &Shared, key: &Key) -> Result<(), Failure> {
    let run = run(session)?;
    let model = {
        let header = run.header.borrow();
        model(session, header.model(), header.sampling(), header.concessions(), key)
    };
    *run.model.borrow_mut() = model;
    Ok(())
}

/// Forgets an ended run and its key.
pub(super) fn close(session: &Shared) -> Result<(), Failure> {
    refuse_if_busy(session, None)?;
    let run = session.borrow_mut().run.take();
    if let Some(run) = run {
        run.stop();
    }
    outbox::post(&Message::Event(Event::Run(None)).into());
    Ok(())
}
