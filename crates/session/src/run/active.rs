//! A run under way: what the scheduler says is done, and what comes of it is kept before it counts.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::pin::pin;
use std::rc::Rc;

use engine::endpoint::{Answer, EndpointError, EndpointErrorKind, Usage};
use engine::run::{Action, End, Outcome, Pace, Record, RunFailure, Scheduler, StoredRun, Verdict, Wait};
use futures_channel::oneshot;
use protocol::Failure;
use protocol::run::{JournalError, PauseReason, RunFault, RunPhase};

use super::images::NotReady;
use super::model::{PreparedQuestion, RunModel};
use super::storage::{JournalWriter, Storage};
use super::task::Task;
use crate::cancelling::{sleep, unless};
use crate::host::{Guard, Promise};
use crate::loaded::Shared;

pub(super) struct ActiveRun {
    pub(super) session: Shared,
    pub(super) header: RefCell<StoredRun>,
    pub(super) task: Task,
    pub(super) storage: Storage,
    pub(super) journal: JournalWriter,
    pub(super) model: RefCell<Rc<dyn RunModel>>,
    pub(super) scheduler: RefCell<Scheduler>,
    pub(super) pace: RefCell<Pace>,
    pub(super) phase: RefCell<RunPhase>,
    pub(super) faults: RefCell<BTreeMap<String, u32>>,
    pub(super) last_fault: RefCell<Option<RunFailure>>,
    /// Records that the storage has refused; their questions are still in flight.
    pub(super) unwritten: RefCell<Vec<Unwritten>>,
    /// Number of records that are not yet written, those that the storage has refused among them.
    pub(super) unkept: Cell<u32>,
    /// By place what gives up the question when it is dropped.
    pub(super) in_flight: RefCell<BTreeMap<usize, oneshot::Sender<()>>>,
    pub(super) is_stopping: Cell<bool>,
    /// Until when the run waits, on the host's clock, and for what.
    pub(super) waits: Cell<Option<(Option<u64>, Wait)>>,
    pub(super) cut: Cell<u32>,
    /// Records of earlier sessions that cannot be read.
    pub(super) broken: Option<JournalError>,
    pub(super) alarm: RefCell<Option<Guard>>,
    /// When the page was told last, and what will tell it next.
    pub(super) told_at: Cell<u64>,
    pub(super) next_report: RefCell<Option<Guard>>,
    /// Whether the run was closed or replaced and has nothing more to say.
    pub(super) is_closed: Cell<bool>,
    /// Held while the run goes on or is paused, so that no other tab writes into its journal.
    pub(super) lock: RefCell<Option<Guard>>,
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

/// Whether a signal was given by dropping its sender.
fn is_given(signal: &mut oneshot::Receiver<()>) -> bool {
    signal.try_recv().is_err()
}

impl ActiveRun {
    /// Does what the scheduler says, until there is something to wait for.
    pub(super) fn go_on(self: &Rc<Self>) {
        loop {
            let now = self.time();
            let action = self.scheduler.borrow_mut().next(now);
            self.waits.set(None);
            match action {
                Action::Ask { place, attempt } => self.spawn(Box::pin(self.clone().ask(place, attempt))),
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
                    // A record that is not written would be lost with the run, and the lock is needed to write it.
                    if self.unkept.get() == 0 {
                        self.end(end);
                    }
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

    /// Ends the run once all its records are written; requests in flight are given up. Where the storage refuses a record,
    /// the run is paused instead.
    pub(super) fn stop(self: &Rc<Self>) {
        if matches!(*self.phase.borrow(), RunPhase::Ended(_)) {
            return;
        }
        self.is_stopping.set(true);
        *self.phase.borrow_mut() = RunPhase::Running;
        self.scheduler.borrow_mut().stop();
        self.in_flight.take();
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
        let alarm = wait.map(|wait| self.session.system().after(wait.max(1), Box::new(move || run.go_on())));
        *self.alarm.borrow_mut() = alarm;
    }

    async fn ask(self: Rc<Self>, place: usize, attempt: u32) {
        let begun = self.time();
        match self.task.prepare(&self.session, place).await {
            Ok(question) => self.put(&question, place, attempt).await,
            Err(NotReady::Image(fault)) => {
                *self.faults.borrow_mut().entry(RunFailure::from(fault.clone()).name().to_owned()).or_default() += 1;
                let record = self.record(place, attempt, self.time() - begun, Outcome::Failed(fault.into()), 0.0);
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
        let begun = self.time();
        let Some(outcome) = self.reply(question, place).await else {
            self.scheduler.borrow_mut().give_back(place, attempt);
            return;
        };
        let took = self.time() - begun;
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
                let verdict = self.scheduler.borrow_mut().done(place, attempt, Err(&failure), cost, self.time());
                *self.faults.borrow_mut().entry(failure.name().to_owned()).or_default() += 1;
                *self.last_fault.borrow_mut() = Some(failure.clone());
                if verdict == Verdict::Failed {
                    self.pace.borrow_mut().ended(self.time(), None);
                }
                // A try that has cost something counts in later sessions, too; one that ends the run says why it has ended.
                let again = verdict == Verdict::Again;
                let is_told_later = cost > 0.0 || self.scheduler.borrow().ends_by_failure();
                if verdict == Verdict::Failed || again && is_told_later {
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
        let (sender, mut stopped) = oneshot::channel();
        self.in_flight.borrow_mut().insert(place, sender);
        let outcome = self.ask_model(question, &mut stopped).await;
        self.in_flight.borrow_mut().remove(&place);
        outcome
    }

    /// As [`ActiveRun::reply`]; `stopped` gives the question up, whether or not the run goes on again by the time that this
    /// is noticed. An answer that has come before counts.
    async fn ask_model(
        self: &Rc<Self>,
        question: &PreparedQuestion,
        stopped: &mut oneshot::Receiver<()>,
    ) -> Option<Result<Answer, RunFailure>> {
        let model = self.model.borrow().clone();
        let ready = unless(&mut *stopped, model.ready()).await?;
        if let Ok(Some(loaded)) = &ready
            && !self.header.borrow().has_noted(loaded)
        {
            self.note(|header| header.note_loaded(loaded)).await;
        }
        if is_given(stopped) {
            return None;
        }
        if let Err(failure) = ready {
            return Some(Err(failure));
        }
        let timeout = self.header.borrow().limits().timeout;
        let late = pin!(sleep(self.session.system(), timeout));
        let outcome = unless(&mut *stopped, unless(late, model.ask(question))).await;
        for concession in model.concessions() {
            if !self.header.borrow().concessions().contains(&concession) {
                self.note(|header| header.note_concession(concession)).await;
            }
        }
        match outcome? {
            Some(Err(_)) if is_given(stopped) => None,
            Some(in_time) => Some(in_time),
            None => Some(Err(EndpointError::without_reply(EndpointErrorKind::Timeout, "").into())),
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

    pub(super) fn phase(&self) -> RunPhase {
        self.phase.borrow().clone()
    }

    fn record(&self, place: usize, tries: u32, took: u64, outcome: Outcome, cost: f64) -> Record {
        let index = self.header.borrow().questions().get(place).cloned().unwrap_or_default();
        let usage = match &outcome {
            Outcome::Answered(answer) => answer.usage,
            Outcome::Failed(failure) => failure.usage(),
        };
        Record {
            index,
            tries,
            ended: self.session.system().date(),
            took,
            outcome,
            usage,
            cost: Some(cost),
            again: false,
        }
    }

    /// Writes a record; then it counts. What cannot be written waits until the run is resumed or stopped.
    async fn keep(self: &Rc<Self>, unwritten: Unwritten) {
        if unwritten.settle.is_some() && !self.scheduler.borrow().expects(unwritten.place, unwritten.attempt) {
            return;
        }
        self.unkept.set(self.unkept.get() + 1);
        self.write(unwritten).await;
    }

    async fn write(self: &Rc<Self>, unwritten: Unwritten) {
        let Unwritten { place, attempt, ref record, settle } = unwritten;
        match self.journal.write(&self.storage, record).await {
            Ok(()) => {
                self.unkept.set(self.unkept.get() - 1);
                self.settle(place, attempt, record, settle);
            }
            Err(fault) => {
                self.unwritten.borrow_mut().push(unwritten);
                self.scheduler.borrow_mut().pause();
                *self.phase.borrow_mut() = RunPhase::Paused(PauseReason::Storage(fault));
            }
        }
    }

    fn settle(&self, place: usize, attempt: u32, record: &Record, settle: Option<Settle>) {
        let now = self.time();
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

    /// The scheduler's clock, in milliseconds.
    fn time(&self) -> u64 {
        self.session.system().time()
    }

    fn spawn(&self, work: Promise<'static, ()>) {
        self.session.system().spawn(work);
    }

    fn write_again(self: &Rc<Self>) {
        for unwritten in self.unwritten.take() {
            let run = self.clone();
            self.spawn(Box::pin(async move {
                run.write(unwritten).await;
                run.go_on();
            }));
        }
    }
}
