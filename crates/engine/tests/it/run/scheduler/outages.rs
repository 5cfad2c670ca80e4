//! Servers that go away and come back, or are slower than the run asks.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::*;

/// A server with so many slots that is away for a while and may be brought down by one question.
struct Machine {
    slots: usize,
    /// Milliseconds that an answer takes.
    each: u64,
    away: Range<u64>,
    deadly: Option<usize>,
    /// Milliseconds until it is back once it was brought down.
    restart: u64,
    /// What it says while it is away; `None` where it refuses connections.
    status: Option<u16>,
}

impl Default for Machine {
    fn default() -> Self {
        Self { slots: 64, each: 100, away: 0..0, deadly: None, restart: 2000, status: None }
    }
}

/// What came of a run on a machine.
#[derive(Debug, Default)]
struct Outcome {
    end: Option<End>,
    time: u64,
    answered: BTreeSet<usize>,
    failed: BTreeSet<usize>,
    timeouts: usize,
    /// When requests were sent that did not reach it.
    lost: Vec<u64>,
    waits: Vec<Wait>,
}

impl Machine {
    fn failure(&self) -> RunFailure {
        let kind = if self.status.is_some() { EndpointErrorKind::ServerFailed } else { EndpointErrorKind::Unreachable };
        EndpointError { status: self.status, ..EndpointError::without_reply(kind, "") }.into()
    }

    /// Plays a run; requests are served in turn by the slots.
    fn play(mut self, limits: RunLimits, questions: usize) -> Outcome {
        let timeout = limits.timeout;
        let mut scheduler = new(limits, questions);
        let mut outcome = Outcome::default();
        let mut free = vec![0_u64; self.slots];
        // When which request ends, and whether it is answered.
        let mut ends: Vec<(u64, usize, u32, bool)> = Vec::new();
        let mut asked = HashMap::new();
        let mut now = 0;
        for _ in 0..1_000_000 {
            match scheduler.next(now) {
                Action::Ask { place, attempt } => {
                    asked.insert(place, now);
                    if self.away.contains(&now) {
                        outcome.lost.push(now);
                        ends.push((now + 1, place, attempt, false));
                        continue;
                    }
                    if self.deadly == Some(place) {
                        self.away = now..now + self.restart;
                        for end in &mut ends {
                            *end = (now + 1, end.1, end.2, false);
                        }
                        ends.push((now + 1, place, attempt, false));
                        free.fill(now + self.restart);
                        continue;
                    }
                    let slot = free.iter_mut().min().unwrap();
                    *slot = (*slot).max(now) + self.each;
                    let (end, dies) = (*slot, now < self.away.start && self.away.start < *slot);
                    ends.push((if dies { self.away.start } else { end }.min(now + timeout), place, attempt, !dies));
                }
                Action::Wait { until, wait } => {
                    outcome.waits.push(wait);
                    let first = ends.iter().enumerate().min_by_key(|(_, end)| end.0).map(|(at, end)| (at, end.0));
                    now = first
                        .map(|(_, end)| end)
                        .into_iter()
                        .chain(until)
                        .min()
                        .expect("something is to happen")
                        .max(now);
                    let Some((at, _)) = first.filter(|(_, end)| *end <= now) else { continue };
                    let (_, place, attempt, is_answered) = ends.remove(at);
                    // What took as long as it may was given up.
                    let is_late = is_answered && scheduler.expects(place, attempt) && now - asked[&place] >= timeout;
                    outcome.timeouts += usize::from(is_late);
                    let failure = if is_late { error(EndpointErrorKind::Timeout, None) } else { self.failure() };
                    let reply = if is_answered && !is_late { Ok(None) } else { Err(&failure) };
                    match scheduler.done(place, attempt, reply, 0.0, now) {
                        Verdict::Answered => outcome.answered.insert(place),
                        Verdict::Failed => outcome.failed.insert(place),
                        Verdict::Again | Verdict::Stale => true,
                    };
                }
                Action::Paused => panic!("nobody paused"),
                Action::Ended(end) => {
                    outcome.end = Some(end);
                    outcome.time = now;
                    return outcome;
                }
            }
        }
        panic!("the run does not end");
    }
}

#[test]
fn a_server_that_is_back_within_minutes_costs_nothing() {
    for status in [None, Some(502), Some(503), Some(504)] {
        for seconds in [2, 30, 240] {
            let away = 350..350 + seconds * 1000;
            let machine = Machine { away: away.clone(), status, ..Machine::default() };
            let outcome = machine.play(RunLimits { most_tries: 1, ..limits(16) }, 500);
            assert_eq!((outcome.end, outcome.failed.len()), (Some(End::Finished), 0), "{status:?} {seconds} s");
            assert_eq!(outcome.answered.len(), 500);
            let lost = outcome.lost.len() as u64;
            assert!(lost <= 6 + seconds / 15, "{lost} requests went to a server that was away for {seconds} s");
            assert!(outcome.time < away.end + 20_000, "{} after {}", outcome.time, away.end);
            assert!(outcome.waits.iter().any(|wait| matches!(wait, Wait::Unreachable { gives_up: 300_300..=300_400 })));
        }
    }
}

#[test]
fn a_server_that_stays_away_ends_the_run_after_minutes_and_fails_nothing() {
    let outcome = Machine { away: 350..u64::MAX, ..Machine::default() }.play(limits(16), 500);
    assert_eq!(outcome.end, Some(End::Unreachable(FailureKind::Endpoint(EndpointErrorKind::Unreachable))));
    assert!((300_000..330_000).contains(&outcome.time), "{}", outcome.time);
    assert!(outcome.failed.is_empty() && outcome.lost.len() < 30, "{} requests", outcome.lost.len());
}

#[test]
fn a_question_that_brings_the_server_down_costs_the_others_nothing() {
    let outcome = Machine { deadly: Some(7), ..Machine::default() }.play(limits(16), 200);
    // Once it is alone it cannot be told from a server that stays away.
    assert_eq!((outcome.end.map(|end| end != End::Finished), outcome.answered.len()), (Some(true), 199));
    assert!(outcome.failed.is_empty() && !outcome.answered.contains(&7));
}

#[test]
fn a_slow_server_is_asked_no_more_than_it_carries() {
    for (slots, each) in [(2, 900), (2, 2000), (1, 2000), (4, 1500)] {
        let machine = Machine { slots, each, ..Machine::default() };
        let outcome = machine.play(RunLimits { timeout: 5000, ..limits(64) }, 60);
        assert_eq!((outcome.end, outcome.answered.len()), (Some(End::Finished), 60), "{slots} slots, {each} ms");
        assert_eq!(outcome.timeouts, 0, "{slots} slots, {each} ms");
    }
}

#[test]
fn the_last_questions_wait_for_the_server_too() {
    let outcome = Machine { away: 50..100_000, ..Machine::default() }.play(limits(16), 1);
    assert_eq!((outcome.end, outcome.answered.len()), (Some(End::Finished), 1));
}
