//! When to ask what: bounded, adaptive, within rates, with retries, under a budget.
//!
//! The scheduler is driven from outside: [`Scheduler::next`] says what to do, [`Scheduler::done`] takes what came of it.
//! Times are milliseconds of any clock that does not run backwards.

mod backoff;
mod concurrency;
mod limits;
mod pacer;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use serde::{Deserialize, Serialize};

use super::{FailureKind, RunFailure};
use crate::endpoint::Retry;
use backoff::Backoff;
use concurrency::Concurrency;
pub use limits::RunLimits;
use pacer::Pacer;

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Ask the question at that place of the plan.
    Ask {
        /// Place in the plan.
        place: usize,
        /// Which try this is, from 1; it belongs to what comes of it.
        attempt: u32,
    },
    /// Wait until something is done, or until that time.
    Wait {
        /// When to call again at the latest.
        until: Option<u64>,
    },
    /// Nothing until [`Scheduler::resume`]; questions in flight may still come in.
    Paused,
    /// Nothing any more, and nothing is in flight.
    Ended(End),
}

/// Why a run has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum End {
    /// Every question is answered or has failed for good.
    Finished,
    /// The user stopped it.
    Stopped,
    /// The next question might exceed the budget.
    BudgetReached,
    /// Every other question would meet the same error.
    Refused(FailureKind),
    /// Many tries in a row failed without one answer between them.
    Unreachable(FailureKind),
}

/// What a try means for its question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The question is answered.
    Answered,
    /// It has failed for good; the journal records why.
    Failed,
    /// It will be asked again, or was given back because the run stops; nothing to record.
    Again,
    /// Nobody waits for this: delivered twice, or after a time-out. To be thrown away.
    Stale,
}

/// Where the questions stand, in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// Answered, earlier sessions included.
    pub answered: usize,
    /// Failed for good.
    pub failed: usize,
    /// Being asked.
    pub in_flight: usize,
    /// Neither answered nor failed, those in flight included.
    pub left: usize,
    /// How many may be asked at a time just now.
    pub concurrency: u32,
    /// Money spent in this run.
    pub spent: f64,
}

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

/// The state of a run.
#[derive(Debug)]
pub struct Scheduler {
    limits: RunLimits,
    states: Vec<State>,
    mode: Mode,
    /// Places not yet tried, in order.
    fresh: VecDeque<usize>,
    /// When which place may be tried again, and which try that is.
    delayed: BinaryHeap<Reverse<(u64, usize, u32)>>,
    concurrency: Concurrency,
    requests: Pacer,
    tokens: Pacer,
    backoff: Backoff,
    /// No question before this time: the server has asked to wait.
    held_until: u64,
    failures_in_a_row: u32,
    tally: Tally,
}

impl Scheduler {
    /// A run of so many questions, of which those places are answered or failed already; the seed spreads retries.
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
            concurrency: Concurrency::new(limits.concurrency),
            requests: Pacer::new(limits.requests_per_minute),
            tokens: Pacer::new(limits.tokens_per_minute),
            backoff: Backoff::new(seed),
            fresh: (0..questions).filter(|place| states[*place] == State::Waiting).collect(),
            delayed: BinaryHeap::new(),
            states,
            mode: Mode::Running,
            held_until: 0,
            failures_in_a_row: 0,
            tally: Tally { answered, failed, left, in_flight: 0, concurrency: limits.concurrency, spent },
            limits,
        }
    }

    /// Where the questions stand.
    pub fn tally(&self) -> Tally {
        Tally { concurrency: self.concurrency.now(), ..self.tally }
    }

    /// What to do now. Call it again after every action and whenever something is done.
    pub fn next(&mut self, now: u64) -> Action {
        let idle = self.tally.in_flight == 0;
        match self.mode {
            Mode::Ending(end) if idle => return Action::Ended(end),
            Mode::Ending(_) => return Action::Wait { until: None },
            Mode::Paused => return Action::Paused,
            Mode::Running if self.tally.left == 0 => return Action::Ended(End::Finished),
            Mode::Running => {}
        }
        if self.tally.in_flight >= self.concurrency.now() as usize || self.tally.left == self.tally.in_flight {
            return Action::Wait { until: None };
        }
        if self.would_exceed_budget() {
            if idle {
                self.mode = Mode::Ending(End::BudgetReached);
                return Action::Ended(End::BudgetReached);
            }
            return Action::Wait { until: None };
        }
        let ready = [self.held_until, self.requests.ready_at(), self.tokens.ready_at()].into_iter().max().unwrap_or(0);
        let ready = if self.fresh.is_empty() { ready.max(self.next_delayed().unwrap_or(0)) } else { ready };
        if ready > now {
            return Action::Wait { until: Some(ready) };
        }
        match self.take_place(now) {
            Some((place, attempt)) => self.start(place, attempt, now),
            None => Action::Wait { until: self.next_delayed() },
        }
    }

    /// Whether that try is waited for; an answer is journalled after this and before [`Scheduler::done`].
    pub fn expects(&self, place: usize, attempt: u32) -> bool {
        matches!(self.states.get(place), Some(State::InFlight { attempt: current, .. }) if *current == attempt)
    }

    /// Takes what came of a try: the tokens it used, as far as known, and what it cost.
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
                self.failures_in_a_row = 0;
                self.concurrency.succeeded();
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

    /// Goes on after a pause, a stop or an error that ended the run.
    pub fn resume(&mut self) {
        self.failures_in_a_row = 0;
        self.mode = Mode::Running;
    }

    /// Ends the run; questions in flight may still come in, or be given back by [`Scheduler::give_back`].
    pub fn stop(&mut self) {
        self.mode = Mode::Ending(End::Stopped);
    }

    /// Takes back a question whose request was aborted; it will be asked as if never tried.
    pub fn give_back(&mut self, place: usize, attempt: u32) {
        if self.expects(place, attempt) {
            self.tally.in_flight -= 1;
            self.states[place] = State::Waiting;
            self.fresh.push_front(place);
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

    /// Sets the budget anew.
    pub fn set_budget(&mut self, budget: Option<f64>) {
        self.limits.budget = budget;
    }

    fn would_exceed_budget(&self) -> bool {
        #[expect(clippy::cast_precision_loss, reason = "at most 256 are in flight")]
        let asked = (self.tally.in_flight + 1) as f64;
        self.limits.budget.is_some_and(|budget| self.tally.spent + asked * self.limits.most_per_question > budget)
    }

    fn next_delayed(&self) -> Option<u64> {
        self.delayed.peek().map(|Reverse((due, ..))| *due)
    }

    /// A question that may be tried now: one that has waited for another try first.
    fn take_place(&mut self, now: u64) -> Option<(usize, u32)> {
        if self.next_delayed().is_some_and(|due| due <= now) {
            let Reverse((_, place, attempt)) = self.delayed.pop()?;
            return Some((place, attempt));
        }
        self.fresh.pop_front().map(|place| (place, 1))
    }

    fn start(&mut self, place: usize, attempt: u32, now: u64) -> Action {
        self.states[place] = State::InFlight { attempt, since: now };
        self.tally.in_flight += 1;
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
        if kind.concerns_all() {
            self.end(End::Refused(kind));
            return self.again(place, 1, now);
        }
        let retry = kind.retry();
        if retry == Retry::Never {
            self.settle(place, State::Failed);
            return Verdict::Failed;
        }
        if retry == Retry::SlowDown {
            self.concurrency.slow_down(since, now);
            if let Some(wait) = failure.retry_after().filter(|wait| *wait <= self.limits.longest_hint) {
                self.held_until = self.held_until.max(now.saturating_add(wait));
            }
        }
        self.failures_in_a_row += 1;
        if self.failures_in_a_row >= self.limits.failures_in_a_row() {
            self.end(End::Unreachable(kind));
            return self.again(place, 1, now);
        }
        let too_long = failure.retry_after().is_some_and(|wait| wait > self.limits.longest_hint);
        if attempt >= self.limits.most_tries || too_long {
            self.settle(place, State::Failed);
            return Verdict::Failed;
        }
        let wait = self.backoff.wait(attempt, failure.retry_after());
        self.again(place, attempt + 1, now.saturating_add(wait))
    }

    fn again(&mut self, place: usize, attempt: u32, due: u64) -> Verdict {
        self.states[place] = State::Waiting;
        self.delayed.push(Reverse((due, place, attempt)));
        Verdict::Again
    }

    /// Ends the run unless it ends already.
    fn end(&mut self, end: End) {
        if !matches!(self.mode, Mode::Ending(_)) {
            self.mode = Mode::Ending(end);
        }
    }
}
