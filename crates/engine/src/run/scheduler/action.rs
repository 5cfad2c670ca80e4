//! What a scheduler says.

use serde::{Deserialize, Serialize};

use crate::run::FailureKind;

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
        /// What is waited for.
        wait: Wait,
    },
    /// Nothing until [`Scheduler::resume`](super::Scheduler::resume); questions in flight may still come in.
    Paused,
    /// Nothing any more, and nothing is in flight.
    Ended(End),
}

/// Why nothing is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wait {
    /// As many are being asked as may be.
    InFlight,
    /// The server has asked to wait.
    ServerAsks,
    /// The limit of requests or tokens a minute.
    Limit,
    /// A while before another try of what has failed.
    Retry,
    /// The server cannot be reached; one question at a time is tried.
    Unreachable {
        /// When the run ends unless the server is back before.
        gives_up: u64,
    },
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
    /// The server could not be reached for minutes, or many tries in a row failed without one answer between them.
    Unreachable(FailureKind),
}

/// What a try means for its question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The question is answered.
    Answered,
    /// It has failed for good; the journal records why.
    Failed,
    /// It will be asked again, or was given back because the run stops; the journal records what the try has cost.
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
    /// Money spent in this run, earlier sessions included.
    pub spent: f64,
}
