//! A run under way: what the scheduler says is done, and what comes of it is kept before it counts.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use super::journal_writer::JournalWriter;
use super::model::{PreparedQuestion, RunModel};
use super::pictures::NotReady;
use super::remote::now as date;
use super::state::Teller;
use super::storage::Storage;
use super::task::Task;
use crate::Shared;
use engine::endpoint::{Answer, EndpointError, EndpointErrorKind, Usage};
use engine::run::{Action, End, Outcome, Pace, Record, RunFailure, Scheduler, StoredRun, Verdict, Wait};
use protocol::Failure;
use protocol::run::{JournalError, PauseReason, RunFault, RunPhase};
use web::clock;
use web::locks::HeldLock;

/// A run under way, paused or ended.
pub(crate) struct ActiveRun {
    pub(super) session: Shared,
    pub(super) header: RefCell<StoredRun>,
    pub(super) task: Task,
    pub(super) storage: Storage,
    pub(super) journal: JournalWriter,
    pub(super) model: RefCell<Rc<dyn RunModel>>,
    pub(super) scheduler: RefCell<Scheduler>,
    pub(super) pace: RefCell<Pace>,
    pub(super) phase: RefCell<RunPhase>,
    /// Failed tries by kind.
    pub(super) faults: RefCell<BTreeMap<String, u32>>,
    pub(super) last_fault: RefCell<Option<RunFailure>>,
    /// Records that the storage has refused; their questions are still in flight.
    pub(super) unwritten: RefCell<Vec<Unwritten>>,
    pub(super) in_flight: RefCell<BTreeMap<usize, AbortController>>,
    /// Whether requests are given up.
    pub(super) is_stopping: Cell<bool>,
    /// Until when the run waits, on the browser's clock, and for what.
    pub(super) waits: Cell<Option<(Option<u64>, Wait)>>,
    /// Answers cut at the limit of tokens.
    pub(super) cut: Cell<u32>,
    /// Records of earlier sessions that cannot be read.
    pub(super) broken: Option<JournalError>,
    pub(super) alarm: RefCell<Option<Timeout>>,
    pub(super) teller: Teller,
    /// Held while the run goes on or is paused, so that no other tab writes into its journal.
    pub(super) lock: RefCell<Option<HeldLock>>,
}

/// A record on its way into the storage.
pub(super) struct Unwritten {
    place: usize,
    attempt: u32,
    record: Record,
    /// What its question counts as once it is written; `None` where it is counted already.
    settle: Option<Settle>,
}

/// What a question counts as.
#[derive(Clone, Copy)]
enum Settle {
    Answered { tokens: Option<u64>, cost: f64 },
    NotSent,
}

impl ActiveRun {
    /// Does what the scheduler says, until there is something to wait for.
    pub(super) fn go_on(self: &Rc<Self>) {
        loop {
            let now = time();
            let action = self.scheduler.borrow_mut().next(now);
            self.waits.set(None);
            match action {
                Action::Ask { place, attempt } => spawn_local(self.clone().ask(place, attempt)),
                Action::Wait { until, wait } => {
                    self.waits.set(Some((until, wait)));
                    self.set_alarm(until.map(|until| until.saturating_sub(now)));
                    break;
                }
                Action::Paused => {
                    self.set_alarm(None);
                    break;
                }
                Action::Ended(end) => {
                    self.set_alarm(None);
                    self.end(end);
                    break;
                }
            }
        }
        self.tell();
    }

    /// Asks nothing more for that reason.
    pub(super) fn pause(self: &Rc<Self>, reason: PauseReason) {
        let is_running = *self.phase.borrow() == RunPhase::Running;
        if is_running {
            self.scheduler.borrow_mut().pause();
            *self.phase.borrow_mut() = RunPhase::Paused(reason);
        }
        self.go_on();
    }

    /// Goes on after a pause or an end; the lock is held.
    pub(super) fn resume(self: &Rc<Self>) {
        self.is_stopping.set(false);
        *self.phase.borrow_mut() = RunPhase::Running;
        self.scheduler.borrow_mut().resume();
        self.write_again();
        self.go_on();
    }

    /// Asks the failed questions once more; the lock is held.
    pub(super) fn retry_failed(self: &Rc<Self>) {
        self.scheduler.borrow_mut().retry_failed();
        self.resume();
    }

    /// Ends the run; requests in flight are given up.
    pub(super) fn stop(self: &Rc<Self>) {
        if matches!(*self.phase.borrow(), RunPhase::Ended(_)) {
            return;
        }
        self.is_stopping.set(true);
        self.scheduler.borrow_mut().stop();
        for controller in self.in_flight.borrow().values() {
            controller.abort();
        }
        self.write_again();
        self.go_on();
    }

    fn end(&self, end: End) {
        *self.phase.borrow_mut() = RunPhase::Ended(end);
        self.model.borrow().rest();
        self.lock.borrow_mut().take();
    }

    fn set_alarm(self: &Rc<Self>, wait: Option<u64>) {
        let run = self.clone();
        let alarm = wait.map(|wait| {
            let wait = u32::try_from(wait).unwrap_or(u32::MAX >> 1).max(1);
            // The alarm is replaced by what it sets off, which therefore comes after it.
            Timeout::new(wait, move || spawn_local(async move { run.go_on() }))
        });
        *self.alarm.borrow_mut() = alarm;
    }

    async fn ask(self: Rc<Self>, place: usize, attempt: u32) {
        let begun = time();
        match self.task.prepare(&self.session, place).await {
            Ok(question) => self.put(&question, place, attempt).await,
            Err(NotReady::Picture(fault)) => {
                *self.faults.borrow_mut().entry(RunFailure::from(fault.clone()).name().to_owned()).or_default() += 1;
                let record = self.record(place, attempt, time() - begun, Outcome::Failed(fault.into()), 0.0);
                self.keep(Unwritten { place, attempt, record, settle: Some(Settle::NotSent) }).await;
            }
            Err(NotReady::Gone(failure)) => {
                self.scheduler.borrow_mut().give_back(place, attempt);
                let reason = match failure {
                    Failure::NotLoaded { .. } => PauseReason::DatasetClosed,
                    other => PauseReason::File(Box::new(other)),
                };
                self.pause(reason);
            }
        }
        self.go_on();
    }

    async fn put(self: &Rc<Self>, question: &PreparedQuestion, place: usize, attempt: u32) {
        let begun = time();
        let Some(outcome) = self.reply(question, place).await else {
            self.scheduler.borrow_mut().give_back(place, attempt);
            return;
        };
        let took = time() - begun;
        let cost = {
            let header = self.header.borrow();
            header.price().of_try(outcome.as_ref(), header.limits().expected())
        };
        match outcome.and_then(|answer| self.task.check(place, answer)) {
            Ok(answer) => {
                let tokens = answer.usage.map(Usage::total);
                let record = self.record(place, attempt, took, Outcome::Answered(answer), cost);
                let settle = Some(Settle::Answered { tokens, cost });
                self.keep(Unwritten { place, attempt, record, settle }).await;
            }
            Err(failure) => {
                let verdict = self.scheduler.borrow_mut().done(place, attempt, Err(&failure), cost, time());
                *self.faults.borrow_mut().entry(failure.name().to_owned()).or_default() += 1;
                *self.last_fault.borrow_mut() = Some(failure.clone());
                if verdict == Verdict::Failed {
                    self.pace.borrow_mut().ended(time(), None);
                }
                // A try that has cost something counts in later sessions, too.
                let again = verdict == Verdict::Again;
                if verdict == Verdict::Failed || again && cost > 0.0 {
                    let record = self.record(place, attempt, took, Outcome::Failed(failure), cost);
                    self.keep(Unwritten { place, attempt, record: Record { again, ..record }, settle: None }).await;
                }
            }
        }
    }

    /// What comes of a question in the time that it has; `None` where it was given up.
    async fn reply(self: &Rc<Self>, question: &PreparedQuestion, place: usize) -> Option<Result<Answer, RunFailure>> {
        if self.is_stopping.get() {
            return None;
        }
        let failed = |kind, detail| Some(Err(EndpointError::without_reply(kind, detail).into()));
        let Ok(controller) = AbortController::new() else {
            return failed(EndpointErrorKind::Unreachable, "no way to end a request");
        };
        self.in_flight.borrow_mut().insert(place, controller.clone());
        let is_late = Rc::new(Cell::new(false));
        let model = self.model.borrow().clone();
        let outcome = match model.ready(&controller.signal()).await {
            Ok(loaded) => {
                if let Some(loaded) = loaded.filter(|loaded| !self.header.borrow().has_noted(loaded)) {
                    self.note(|header| header.note_loaded(&loaded)).await;
                }
                let timeout = u32::try_from(self.header.borrow().limits().timeout).unwrap_or(u32::MAX >> 1);
                let (aborter, late) = (controller.clone(), is_late.clone());
                let _timer = Timeout::new(timeout, move || {
                    late.set(true);
                    aborter.abort();
                });
                let outcome = model.ask(question, &controller.signal()).await;
                for concession in model.concessions() {
                    if !self.header.borrow().concessions().contains(&concession) {
                        self.note(|header| header.note_concession(concession)).await;
                    }
                }
                outcome
            }
            Err(failure) => Err(failure),
        };
        self.in_flight.borrow_mut().remove(&place);
        match outcome {
            Err(_) if is_late.get() => failed(EndpointErrorKind::Timeout, ""),
            // Stopped, whether or not the run goes on again by now.
            Err(_) if controller.signal().aborted() => None,
            other => Some(other),
        }
    }

    /// Notes something in what is kept of the run, for its manifest. Where the storage refuses that, the run pauses as
    /// where it refuses an answer.
    async fn note(self: &Rc<Self>, change: impl Fn(&mut StoredRun)) {
        if let Err(fault) = self.change_header(&change).await {
            change(&mut self.header.borrow_mut());
            self.pause(PauseReason::Storage(fault));
        }
    }

    /// Changes what is kept of the run.
    pub(super) async fn change_header(&self, change: impl FnOnce(&mut StoredRun)) -> Result<(), RunFault> {
        let id = self.header.borrow().id().to_owned();
        let changed = self.storage.change_header(&id, |there| {
            let mut header = there.ok_or(RunFault::NoSuchRun)?;
            change(&mut header);
            Ok(header)
        });
        let changed = changed.await?;
        *self.header.borrow_mut() = changed;
        Ok(())
    }

    /// Whether it goes on.
    pub(crate) fn phase(&self) -> RunPhase {
        self.phase.borrow().clone()
    }

    fn record(&self, place: usize, tries: u32, took: u64, outcome: Outcome, cost: f64) -> Record {
        let index = self.header.borrow().questions().get(place).cloned().unwrap_or_default();
        let usage = match &outcome {
            Outcome::Answered(answer) => answer.usage,
            Outcome::Failed(failure) => failure.usage(),
        };
        Record { index, tries, ended: date(), took, outcome, usage, cost: Some(cost), again: false }
    }

    /// Writes a record; then it counts. What cannot be written waits until the run is resumed.
    async fn keep(self: &Rc<Self>, unwritten: Unwritten) {
        let Unwritten { place, attempt, ref record, settle } = unwritten;
        if settle.is_some() && !self.scheduler.borrow().expects(place, attempt) {
            return;
        }
        let written = self.journal.write(&self.storage, record).await;
        match written {
            Ok(()) => self.settle(place, attempt, record, settle),
            Err(_) if self.is_stopping.get() => {
                if settle.is_some() {
                    self.scheduler.borrow_mut().give_back(place, attempt);
                }
            }
            Err(fault) => {
                self.unwritten.borrow_mut().push(unwritten);
                self.pause(PauseReason::Storage(fault));
            }
        }
    }

    fn settle(&self, place: usize, attempt: u32, record: &Record, settle: Option<Settle>) {
        let now = time();
        let mut scheduler = self.scheduler.borrow_mut();
        match settle {
            Some(Settle::Answered { tokens, cost }) => {
                if scheduler.done(place, attempt, Ok(tokens), cost, now) != Verdict::Answered {
                    return;
                }
                self.pace.borrow_mut().ended(now, Some(record.took));
                self.cut.set(self.cut.get() + u32::from(record.is_cut()));
                if let Some(answer) = record.answer() {
                    self.task.count(&self.session, place, &record.index, answer);
                }
            }
            Some(Settle::NotSent) => {
                if let Outcome::Failed(failure) = &record.outcome {
                    scheduler.done(place, attempt, Err(failure), 0.0, now);
                }
                self.pace.borrow_mut().ended(now, None);
            }
            None => {}
        }
    }

    fn write_again(self: &Rc<Self>) {
        for unwritten in self.unwritten.take() {
            let run = self.clone();
            spawn_local(async move {
                run.keep(unwritten).await;
                run.go_on();
            });
        }
    }
}

/// The scheduler's clock, in milliseconds.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a time since the worker began")]
pub(super) fn time() -> u64 {
    clock::now() as u64
}
