//! When to ask what: bounded, adaptive, within rates, with retries, under a budget.
//!
//! The scheduler is driven from outside: [`Scheduler::next`] says what to do, [`Scheduler::done`] takes the outcome.
//! Times are milliseconds of any clock that does not run backwards.

mod action;
mod pace;

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use fastrand::Rng;

use super::{FailureKind, RunFailure};
use crate::answer::Retry;
pub use action::{Action, End, RunLimits, Tally, Verdict, Wait};
use pace::{Concurrency, Outage, Pacer, Streak, backoff};

/// A question that was in flight this often when the server went away fails: it may be what brings the server down.
const MOST_OUTAGES: u32 = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    InFlight { attempt: u32, since: u64 },
    Answered,
    Failed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Running,
    Paused,
    Ending(End),
}

#[derive(Debug)]
pub struct Scheduler {
    limits: RunLimits,
    states: Vec<State>,
    mode: Mode,
    /// Places not yet tried, in order.
    fresh: VecDeque<usize>,
    /// When a place may be tried again, the place, and the number of the try.
    delayed: BinaryHeap<Reverse<(u64, usize, u32)>>,
    concurrency: Concurrency,
    requests: Pacer,
    tokens: Pacer,
    chance: Rng,
    /// The server has asked to wait until then.
    held_until: u64,
    streak: Streak,
    outage: Option<Outage>,
    tally: Tally,
}

impl Scheduler {
    /// A run of `questions` places, some of which are answered or failed already; the seed spreads retries.
    pub fn new(
        limits: RunLimits,
        questions: usize,
        answered: impl IntoIterator<Item = usize>,
        failed: impl IntoIterator<Item = usize>,
        spent: f64,
        seed: u64,
    ) -> Self {
        let limits = limits.within_bounds();
        let mut states = vec![State::Waiting; questions];
        let mut mark = |places: &mut dyn Iterator<Item = usize>, as_state| {
            for place in places {
                if let Some(state) = states.get_mut(place).filter(|state| **state != State::Answered) {
                    *state = as_state;
                }
            }
        };
        mark(&mut answered.into_iter(), State::Answered);
        mark(&mut failed.into_iter(), State::Failed);
        let count = |wanted| states.iter().filter(|state| **state == wanted).count();
        let (answered, failed) = (count(State::Answered), count(State::Failed));
        let left = questions - answered - failed;
        Self {
            concurrency: Concurrency::new(limits.concurrency, limits.timeout),
            requests: Pacer::new(limits.requests_per_minute),
            tokens: Pacer::new(limits.tokens_per_minute),
            chance: Rng::with_seed(seed),
            fresh: (0..questions).filter(|place| states[*place] == State::Waiting).collect(),
            delayed: BinaryHeap::new(),
            states,
            mode: Mode::Running,
            held_until: 0,
            streak: Streak::new(answered > 0),
            outage: None,
            tally: Tally { answered, failed, left, in_flight: 0, concurrency: limits.concurrency, spent },
            limits,
        }
    }

    pub fn tally(&self) -> Tally {
        Tally { concurrency: self.concurrency.now, ..self.tally }
    }

    /// What to do now. Call it again after every action and whenever a question ends.
    pub fn next(&mut self, now: u64) -> Action {
        let idle = self.tally.in_flight == 0;
        match self.mode {
            Mode::Ending(end) if idle => return Action::Ended(end),
            Mode::Ending(_) => return self.wait_for_replies(),
            Mode::Paused => return Action::Paused,
            Mode::Running if self.tally.left == 0 => return Action::Ended(End::Finished),
            Mode::Running => {}
        }
        if !self.has_room() || self.tally.left == self.tally.in_flight {
            return self.wait_for_replies();
        }
        if self.would_exceed_budget() {
            if idle {
                self.mode = Mode::Ending(End::BudgetReached);
                return Action::Ended(End::BudgetReached);
            }
            return self.wait_for_replies();
        }
        let (ready, wait) = self.next_start();
        if ready > now {
            return Action::Wait { until: Some(ready), wait };
        }
        match self.take_place(now) {
            Some((place, attempt)) => self.start(place, attempt, now),
            None => Action::Wait { until: self.next_delayed(), wait: Wait::Retry },
        }
    }

    fn has_room(&self) -> bool {
        match &self.outage {
            Some(outage) => outage.probe.is_none(),
            None => self.tally.in_flight < self.concurrency.now as usize,
        }
    }

    fn wait_for_replies(&self) -> Action {
        Action::Wait { until: None, wait: self.outage.as_ref().and_then(Outage::wait).unwrap_or(Wait::InFlight) }
    }

    /// When the next question may be asked, and the reason for the wait.
    fn next_start(&self) -> (u64, Wait) {
        let delayed = self.next_delayed().filter(|_| self.fresh.is_empty()).unwrap_or(0);
        let limit = self.requests.ready_at().max(self.tokens.ready_at());
        let outage = self.outage.as_ref().and_then(|outage| Some((outage.next, outage.wait()?)));
        let reasons = [(delayed, Wait::Retry), (limit, Wait::Limit), (self.held_until, Wait::ServerAsks)];
        reasons.into_iter().chain(outage).max_by_key(|(ready, _)| *ready).unwrap_or((0, Wait::InFlight))
    }

    /// Whether that try is in flight; an answer is written to the journal after this and before [`Scheduler::done`].
    pub fn expects(&self, place: usize, attempt: u32) -> bool {
        matches!(self.states.get(place), Some(State::InFlight { attempt: current, .. }) if *current == attempt)
    }

    /// Takes the outcome of a try: the tokens it used, as far as known, and what it cost.
    pub fn done(
        &mut self,
        place: usize,
        attempt: u32,
        outcome: Result<Option<u64>, &RunFailure>,
        cost: f64,
        now: u64,
    ) -> Verdict {
        let Some(State::InFlight { attempt: current, since }) = self.states.get(place).copied() else {
            return Verdict::Stale;
        };
        if current != attempt {
            return Verdict::Stale;
        }
        self.tally.in_flight -= 1;
        self.tally.spent += cost;
        match outcome {
            Ok(used) => {
                self.settle(place, State::Answered);
                self.outage = None;
                self.streak.answered();
                self.concurrency.succeeded(now.saturating_sub(since));
                self.tokens.correct(self.limits.tokens_per_question, used, now);
                Verdict::Answered
            }
            Err(failure) => self.failed(place, attempt, since, failure, now),
        }
    }

    /// Asks nothing more until [`Scheduler::resume`].
    pub fn pause(&mut self) {
        if self.mode == Mode::Running {
            self.mode = Mode::Paused;
        }
    }

    /// Resumes after a pause, a stop or an error that ended the run.
    pub fn resume(&mut self) {
        self.streak = Streak::new(self.tally.answered > 0);
        self.outage = None;
        self.mode = Mode::Running;
    }

    /// Ends the run; questions in flight may still be answered, or given back by [`Scheduler::give_back`].
    pub fn stop(&mut self) {
        self.mode = Mode::Ending(End::Stopped);
    }

    /// Takes back a question whose request was aborted; it will be asked as if never tried.
    pub fn give_back(&mut self, place: usize, attempt: u32) {
        if self.expects(place, attempt) {
            self.tally.in_flight -= 1;
            self.states[place] = State::Waiting;
            self.fresh.push_front(place);
            self.forget_probe(place);
        }
    }

    /// Asks the failed questions once more; returns their number.
    pub fn retry_failed(&mut self) -> usize {
        let failed: Vec<usize> = (0..self.states.len()).filter(|place| self.states[*place] == State::Failed).collect();
        for &place in &failed {
            self.states[place] = State::Waiting;
        }
        self.tally.failed = 0;
        self.tally.left += failed.len();
        self.fresh.extend(&failed);
        self.resume();
        failed.len()
    }

    pub fn set_budget(&mut self, budget: Option<f64>) {
        self.limits.budget = budget;
    }

    /// Whether a failure has ended the run.
    pub fn ends_by_failure(&self) -> bool {
        matches!(self.mode, Mode::Ending(End::Refused(_) | End::Unreachable(_)))
    }

    fn would_exceed_budget(&self) -> bool {
        #[expect(clippy::cast_precision_loss, reason = "at most 256 are in flight")]
        let asked = (self.tally.in_flight + 1) as f64;
        self.limits.budget.is_some_and(|budget| self.tally.spent + asked * self.limits.most_per_question > budget)
    }

    fn next_delayed(&self) -> Option<u64> {
        self.delayed.peek().map(|Reverse((due, ..))| *due)
    }

    /// A question that may be tried now: first one that waits for another try, but last while the server cannot be reached,
    /// since it may be what brings the server down.
    fn take_place(&mut self, now: u64) -> Option<(usize, u32)> {
        let prefers_fresh = self.outage.is_some() && !self.fresh.is_empty();
        if !prefers_fresh && self.next_delayed().is_some_and(|due| due <= now) {
            let Reverse((_, place, attempt)) = self.delayed.pop()?;
            return Some((place, attempt));
        }
        self.fresh.pop_front().map(|place| (place, 1))
    }

    fn start(&mut self, place: usize, attempt: u32, now: u64) -> Action {
        self.states[place] = State::InFlight { attempt, since: now };
        self.tally.in_flight += 1;
        if let Some(outage) = &mut self.outage {
            outage.probe = Some(place);
        }
        self.requests.take(1, now);
        self.tokens.take(self.limits.tokens_per_question, now);
        Action::Ask { place, attempt }
    }

    /// Ends a question for good.
    fn settle(&mut self, place: usize, state: State) {
        self.states[place] = state;
        self.tally.left -= 1;
        if state == State::Answered {
            self.tally.answered += 1;
        } else {
            self.tally.failed += 1;
        }
    }

    fn failed(&mut self, place: usize, attempt: u32, since: u64, failure: &RunFailure, now: u64) -> Verdict {
        let kind = failure.kind();
        let hint = failure.retry_after();
        let is_hint_kept = hint.is_none_or(|wait| wait <= self.limits.longest_hint);
        if kind.retry() == Retry::SlowDown || failure.is_timeout() {
            self.concurrency.slow_down(since, now);
            if let Some(wait) = hint.filter(|_| is_hint_kept) {
                self.held_until = self.held_until.max(now.saturating_add(wait));
            }
        }
        if failure.is_outage() || failure.is_timeout() && self.is_probe(place) {
            return self.not_reached(place, attempt, failure, now);
        }
        if failure.has_reply() {
            self.outage = None;
        }
        self.forget_probe(place);
        if kind.concerns_all() {
            self.end(End::Refused(kind));
            return self.again(place, 1, now);
        }
        if let Some(end) = self.streak.failed(kind, self.limits.failures_in_a_row()) {
            self.end(end);
            return self.again(place, 1, now);
        }
        let most_tries = kind.most_tries().unwrap_or(u32::MAX).min(self.limits.most_tries);
        if kind.retry() == Retry::Never || attempt >= most_tries || !is_hint_kept {
            self.settle(place, State::Failed);
            return Verdict::Failed;
        }
        let wait = backoff(&mut self.chance, attempt, hint);
        self.again(place, attempt + 1, now.saturating_add(wait))
    }

    /// A probe that has not reached the server does not count as a try of its question.
    fn not_reached(&mut self, place: usize, attempt: u32, failure: &RunFailure, now: u64) -> Verdict {
        let hint = failure.retry_after().filter(|wait| *wait <= self.limits.longest_hint);
        let outage = self.outage.get_or_insert_with(|| Outage::begin(now));
        let is_probe = outage.probe == Some(place);
        if is_probe {
            outage.probe_failed(hint, now);
        }
        if now >= outage.gives_up() {
            self.end(End::Unreachable(failure.kind()));
        }
        if !is_probe && attempt >= self.limits.most_tries.max(MOST_OUTAGES) {
            self.settle(place, State::Failed);
            return Verdict::Failed;
        }
        let wait = backoff(&mut self.chance, attempt, hint);
        self.again(place, if is_probe { attempt } else { attempt + 1 }, now.saturating_add(wait))
    }

    fn is_probe(&self, place: usize) -> bool {
        self.outage.as_ref().is_some_and(|outage| outage.probe == Some(place))
    }

    fn forget_probe(&mut self, place: usize) {
        if let Some(outage) = self.outage.as_mut().filter(|outage| outage.probe == Some(place)) {
            outage.probe = None;
        }
    }

    fn again(&mut self, place: usize, attempt: u32, due: u64) -> Verdict {
        self.states[place] = State::Waiting;
        self.delayed.push(Reverse((due, place, attempt)));
        Verdict::Again
    }

    /// Ends the run unless it is ending already.
    fn end(&mut self, end: End) {
        if !matches!(self.mode, Mode::Ending(_)) {
            self.mode = Mode::Ending(end);
        }
    }
}
