//! Pace and score while a run is going on.

use std::collections::{HashMap, VecDeque};

use serde::{Deserialize, Serialize};

use crate::scoring::{RuleSet, extract};

/// Milliseconds over which the rate is taken.
const WINDOW: u64 = 60_000;

/// The pace of a run; times are milliseconds of the scheduler's clock.
#[derive(Debug, Clone)]
pub struct Pace {
    begun: u64,
    /// When the latest questions ended.
    ends: VecDeque<u64>,
    latencies: Vec<u64>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Questions ended per second over the last minute.
    pub per_second: f64,
    /// Estimated milliseconds until all have ended; `None` while nothing ends.
    pub left: Option<u64>,
    /// Median time of an answer in milliseconds.
    pub median: Option<u64>,
    /// 95th percentile of the time of an answer in milliseconds.
    pub slow: Option<u64>,
}

impl Pace {
    pub fn new(now: u64) -> Self {
        Self { begun: now, ends: VecDeque::new(), latencies: Vec::new() }
    }

    /// A question has ended; `took` is how long an answer took.
    pub fn ended(&mut self, now: u64, took: Option<u64>) {
        self.ends.push_back(now);
        self.forget(now);
        self.latencies.extend(took);
    }

    pub fn progress(&mut self, now: u64, questions_left: usize) -> Progress {
        self.forget(now);
        let window = now.saturating_sub(self.begun).clamp(1, WINDOW);
        let per_second = as_float(self.ends.len() as u64) * 1000.0 / as_float(window);
        let left = (per_second > 0.0).then(|| milliseconds(as_float(questions_left as u64) / per_second));
        let mut latencies = self.latencies.clone();
        let mut part = |percent| nearest_rank(&mut latencies, percent);
        Progress { per_second, left, median: part(50), slow: part(95) }
    }

    fn forget(&mut self, now: u64) {
        while self.ends.front().is_some_and(|end| end + WINDOW <= now) {
            self.ends.pop_front();
        }
    }
}

/// The percentile by the nearest-rank method.
fn nearest_rank(values: &mut [u64], percent: usize) -> Option<u64> {
    let place = (values.len() * percent).div_ceil(100).checked_sub(1)?;
    Some(*values.select_nth_unstable(place).1)
}

#[expect(clippy::cast_precision_loss, reason = "counts and times are far below 2^52")]
fn as_float(number: u64) -> f64 {
    number as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive time")]
fn milliseconds(seconds: f64) -> u64 {
    (seconds * 1000.0) as u64
}

#[derive(Debug, Clone, Default)]
pub struct RunningScore {
    rules: RuleSet,
    correct: HashMap<usize, bool>,
}

impl RunningScore {
    pub fn new(rules: RuleSet) -> Self {
        Self { rules, correct: HashMap::new() }
    }

    /// Judges the answer to the question at that place of the plan by the dataset's answer `truth`; returns whether it is
    /// correct.
    pub fn judge(&mut self, place: usize, prediction: &str, options: &[(char, String)], truth: &str) -> bool {
        let mut letter = [0; 4];
        let is_correct = extract(prediction, options, self.rules).letter.encode_utf8(&mut letter) == truth;
        self.correct.insert(place, is_correct);
        is_correct
    }

    /// Number of correct and of judged answers.
    pub fn correct(&self) -> (usize, usize) {
        (self.correct.values().filter(|is_correct| **is_correct).count(), self.correct.len())
    }
}
