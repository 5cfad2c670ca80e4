//! What a run may do.

use serde::{Deserialize, Serialize};

use crate::endpoint::Usage;

/// What a run may do; times are milliseconds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunLimits {
    /// Greatest number of questions asked at a time, 1 to 256; the run begins with fewer.
    pub concurrency: u32,
    /// Requests started a minute.
    pub requests_per_minute: Option<u32>,
    /// Tokens a minute, questions and answers together.
    pub tokens_per_minute: Option<u32>,
    /// What a question and its answer take, to keep within the tokens a minute before the server reports.
    pub tokens_per_question: u64,
    /// When a request is given up; the sender keeps to it.
    pub timeout: u64,
    /// How often a question is tried.
    pub most_tries: u32,
    /// Money that may be spent, in the currency of the price.
    pub budget: Option<f64>,
    /// What a question costs at most: its tokens and all that the answer may have.
    pub most_per_question: f64,
    /// A server that asks to wait longer is not waited for.
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
    /// Greatest number of questions asked at a time.
    pub const MOST_CONCURRENT: u32 = 256;

    /// With the concurrency within its bounds, and at least one try.
    pub(super) fn within_bounds(mut self) -> Self {
        self.concurrency = self.concurrency.clamp(1, Self::MOST_CONCURRENT);
        self.most_tries = self.most_tries.max(1);
        self
    }

    /// What a question takes where the server does not report it.
    pub fn expected(&self) -> Usage {
        Usage { input: self.tokens_per_question, output: 0 }
    }

    /// So many failures without an answer between them show that the server is gone: enough that each question in flight
    /// has had a second try.
    pub(super) fn failures_in_a_row(&self) -> u32 {
        const FEWEST: u32 = 20;
        (2 * self.concurrency).max(FEWEST)
    }
}
