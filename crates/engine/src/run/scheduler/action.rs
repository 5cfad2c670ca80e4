//! What a scheduler is given, and what it says.

use serde::{Deserialize, Serialize};

use crate::answer::Usage;
use crate::run::FailureKind;

/// What to do next; times are milliseconds of the clock that drives the scheduler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Ask {
        place: usize,
        /// Number of the try, from 1; [`Scheduler::done`](super::Scheduler::done) takes it back.
        attempt: u32,
    },
    /// Wait until a question ends, or until that time.
    Wait { until: Option<u64>, wait: Wait },
    /// Wait for [`Scheduler::resume`](super::Scheduler::resume); questions in flight may still come in.
    Paused,
    /// The run has ended, and nothing is in flight.
    Ended(End),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wait {
    /// The maximum number is being asked.
    InFlight,
    ServerAsks,
    /// The limit of requests or tokens per minute.
    Limit,
    Retry,
    /// The server cannot be reached; one question at a time is tried.
    Unreachable {
        /// When the run ends unless the server is back before.
        gives_up: u64,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum End {
    /// Every question is answered or has failed for good.
    Finished,
    Stopped,
    /// The next question might exceed the budget.
    BudgetReached,
    /// Every other question would meet the same error.
    Refused(FailureKind),
    /// The server could not be reached for minutes, or many tries in a row failed without one answer between them.
    Unreachable(FailureKind),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Answered,
    /// It has failed for good; the journal records why.
    Failed,
    /// It will be asked again, or was given back because the run stops; the journal records what the try has cost.
    Again,
    /// The try has ended already: delivered twice, or after a time-out. It is to be ignored.
    Stale,
}

/// Numbers of questions by state, and the money spent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// Answered, in earlier sessions too.
    pub answered: usize,
    pub failed: usize,
    pub in_flight: usize,
    /// Neither answered nor failed, those in flight included.
    pub left: usize,
    /// Current maximum number asked at a time.
    pub concurrency: u32,
    /// Money spent on this run, in earlier sessions too.
    pub spent: f64,
}

/// The limits of a run; times are milliseconds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunLimits {
    /// Maximum number of questions asked at a time, 1 to 256; the run begins with fewer.
    pub concurrency: u32,
    pub requests_per_minute: Option<u32>,
    /// Tokens per minute, questions and answers together.
    pub tokens_per_minute: Option<u32>,
    /// Expected tokens of a question and its answer, which count until the server reports.
    pub tokens_per_question: u64,
    /// Time after which the sender aborts a request.
    pub timeout: u64,
    pub most_tries: u32,
    /// Money that may be spent, in the currency of the price.
    pub budget: Option<f64>,
    /// Maximum cost of a question: its tokens and the longest answer.
    pub most_per_question: f64,
    /// Longest wait that a server may ask for.
    pub longest_hint: u64,
}

impl Default for RunLimits {
    /// Up to 16 at a time, 8 tries, 2 minutes for an answer, 15 minutes for a server's wish to wait.
    fn default() -> Self {
        Self {
            concurrency: 16,
            requests_per_minute: None,
            tokens_per_minute: None,
            tokens_per_question: 1500,
            timeout: 120_000,
            most_tries: 8,
            budget: None,
            most_per_question: 0.0,
            longest_hint: 900_000,
        }
    }
}

impl RunLimits {
    pub const MOST_CONCURRENT: u32 = 256;

    /// With the concurrency within its bounds, and at least one try.
    pub(super) fn within_bounds(mut self) -> Self {
        self.concurrency = self.concurrency.clamp(1, Self::MOST_CONCURRENT);
        self.most_tries = self.most_tries.max(1);
        self
    }

    /// Tokens of a question where the server does not report them.
    pub fn expected(&self) -> Usage {
        Usage { input: self.tokens_per_question, output: 0 }
    }

    /// Number of failures without an answer between them that show that the server is gone: enough that each question in
    /// flight has had a second try.
    pub(super) fn failures_in_a_row(&self) -> u32 {
        const FEWEST: u32 = 20;
        (2 * self.concurrency).max(FEWEST)
    }
}
