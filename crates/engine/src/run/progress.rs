//! How fast a run goes, and how long it will take.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

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

/// What there is to tell of the pace.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Questions ended a second, over the last minute.
    pub per_second: f64,
    /// Milliseconds until the rest has ended; `None` while nothing ends.
    pub left: Option<u64>,
    /// The time that half of the answers took at most, in milliseconds.
    pub median: Option<u64>,
    /// The time that 95 of 100 answers took at most.
    pub slow: Option<u64>,
}

impl Pace {
    /// A run that begins now.
    pub fn new(now: u64) -> Self {
        Self { begun: now, ends: VecDeque::new(), latencies: Vec::new() }
    }

    /// A question has ended; `took` is how long an answer took.
    pub fn ended(&mut self, now: u64, took: Option<u64>) {
        self.ends.push_back(now);
        self.forget(now);
        self.latencies.extend(took);
    }

    /// The pace now, with so many questions left.
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

/// The smallest value that so many of a hundred do not exceed.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_minute_counts() {
        let mut pace = Pace::new(1000);
        for second in 1..=120 {
            pace.ended(1000 + second * 1000, Some(second * 10));
        }
        let progress = pace.progress(121_000, 30);
        assert!((progress.per_second - 1.0).abs() < 1e-9);
        assert_eq!((progress.left, progress.median, progress.slow), (Some(30_000), Some(600), Some(1140)));
        assert_eq!(pace.progress(300_000, 30).left, None);
    }

    #[test]
    fn the_first_seconds_are_no_minute() {
        let mut pace = Pace::new(0);
        assert_eq!(pace.progress(0, 9), Progress { left: None, ..Progress::default() });
        pace.ended(500, Some(500));
        pace.ended(1000, None);
        let progress = pace.progress(2000, 8);
        assert!((progress.per_second - 1.0).abs() < 1e-9);
        assert_eq!((progress.left, progress.median), (Some(8000), Some(500)));
    }
}
