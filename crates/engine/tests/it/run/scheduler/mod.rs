//! Runs in simulated time against a server that misbehaves by chance.

#![expect(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test's helpers may panic, too")]

mod outages;
mod pace;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use engine::endpoint::{EndpointError, EndpointErrorKind};
use engine::run::{Action, End, FailureKind, RunFailure, RunLimits, Scheduler, Verdict, Wait};
use fastrand::Rng;
use proptest::prelude::*;

/// A server whose replies come late, fail, or come twice, by chance.
struct Server {
    chance: Rng,
    /// Of 100 tries so many fail in a way that passes.
    faults: u32,
    /// Of 100 questions so many are refused for good.
    refusals: u32,
    /// Milliseconds.
    latency: u64,
    /// Whether answers come with the tokens that they took.
    reports: bool,
}

/// What came of a run.
#[derive(Debug, Default)]
struct Report {
    end: Option<End>,
    /// When each try was started, by place.
    starts: Vec<(u64, usize)>,
    answers: BTreeMap<usize, u32>,
    failures: BTreeMap<usize, u32>,
    most_in_flight: usize,
    asked_after_answer: bool,
    time: u64,
    spent: f64,
}

fn error(kind: EndpointErrorKind, retry_after: Option<u64>) -> RunFailure {
    EndpointError { retry_after, ..EndpointError::without_reply(kind, "") }.into()
}

impl Server {
    fn reply(&mut self, place: usize) -> Result<Option<u64>, RunFailure> {
        let is_refused = Rng::with_seed(place as u64 + 1).u32(0..100) < self.refusals;
        if is_refused {
            return Err(error(EndpointErrorKind::ContentPolicy, None));
        }
        if self.chance.u32(0..100) >= self.faults {
            return Ok(self.reports.then(|| self.chance.u64(500..2500)));
        }
        Err(match self.chance.u32(0..6) {
            0 => error(EndpointErrorKind::RateLimited, Some(self.chance.u64(0..5000))),
            1 => error(EndpointErrorKind::RateLimited, None),
            2 => error(EndpointErrorKind::Overloaded, None),
            3 => error(EndpointErrorKind::ServerFailed, None),
            4 => error(EndpointErrorKind::Timeout, None),
            _ => error(EndpointErrorKind::TruncatedJson, None),
        })
    }
}

/// Plays a run until it ends, or until so many tries were started (the tab is then closed).
fn play(scheduler: &mut Scheduler, server: &mut Server, mut now: u64, most_starts: usize) -> Report {
    let mut report = Report::default();
    let mut arriving: BinaryHeap<Reverse<(u64, usize, u32)>> = BinaryHeap::new();
    for _ in 0..1_000_000 {
        match scheduler.next(now) {
            Action::Ask { place, attempt } => {
                report.asked_after_answer |= report.answers.contains_key(&place);
                report.starts.push((now, place));
                let arrival = now + server.chance.u64(1..=server.latency);
                arriving.push(Reverse((arrival, place, attempt)));
                if server.chance.u32(0..20) == 0 {
                    arriving.push(Reverse((arrival + server.chance.u64(1..20_000), place, attempt)));
                }
                report.most_in_flight = report.most_in_flight.max(scheduler.tally().in_flight);
                if report.starts.len() == most_starts {
                    return report;
                }
            }
            Action::Wait { until, .. } => {
                let arrival = arriving.peek().map(|Reverse((arrival, ..))| *arrival);
                let next = arrival.into_iter().chain(until).min().expect("something is to happen");
                assert!(next > now || arrival == Some(next), "waiting moves the clock");
                now = now.max(next);
                if arrival == Some(next) {
                    let Reverse((_, place, attempt)) = arriving.pop().unwrap();
                    deliver(scheduler, server, &mut report, (place, attempt), now);
                }
            }
            Action::Paused => panic!("nobody paused"),
            Action::Ended(end) => {
                report.end = Some(end);
                report.time = now;
                report.spent = scheduler.tally().spent;
                return report;
            }
        }
    }
    panic!("the run does not end");
}

fn deliver(
    scheduler: &mut Scheduler,
    server: &mut Server,
    report: &mut Report,
    (place, attempt): (usize, u32),
    now: u64,
) {
    let expected = scheduler.expects(place, attempt);
    let outcome = server.reply(place);
    let cost = if outcome.is_ok() { 1.0 } else { 0.0 };
    let verdict = scheduler.done(place, attempt, outcome.as_ref().copied(), cost, now);
    assert_eq!(expected, verdict != Verdict::Stale);
    match verdict {
        Verdict::Answered => *report.answers.entry(place).or_default() += 1,
        Verdict::Failed => *report.failures.entry(place).or_default() += 1,
        Verdict::Again | Verdict::Stale => {}
    }
}

fn limits(concurrency: u32) -> RunLimits {
    RunLimits { concurrency, ..RunLimits::default() }
}

fn new(limits: RunLimits, questions: usize) -> Scheduler {
    Scheduler::new(limits, questions, [], [], 0.0, 1)
}

/// The greatest number of starts in a minute.
fn busiest_minute(starts: &[(u64, usize)]) -> usize {
    let from = |at: usize| starts[at..].iter().take_while(|(time, _)| *time < starts[at].0 + 60_000).count();
    (0..starts.len()).map(from).max().unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn none_is_lost_and_none_asked_twice(
        seed in any::<u64>(), questions in 1_usize..120, concurrency in 1_u32..=256, faults in 0_u32..40,
        refusals in 0_u32..20, latency in 1_u64..5000, rate in proptest::option::of(1_u32..60),
    ) {
        let limits = RunLimits { requests_per_minute: rate, most_tries: 50, ..limits(concurrency) };
        let mut server = Server { chance: Rng::with_seed(seed), faults, refusals, latency, reports: true };
        let report = play(&mut new(limits, questions), &mut server, 0, usize::MAX);
        prop_assert_eq!(report.end, Some(End::Finished));
        prop_assert_eq!(report.answers.len() + report.failures.len(), questions);
        prop_assert!(report.answers.values().chain(report.failures.values()).all(|times| *times == 1));
        prop_assert!(!report.asked_after_answer);
        prop_assert!(report.most_in_flight <= concurrency as usize);
        if let Some(rate) = rate {
            prop_assert!(busiest_minute(&report.starts) <= rate as usize);
        }
    }

    #[test]
    fn a_closed_tab_costs_only_what_was_in_flight(seed in any::<u64>(), starts in 1_usize..200) {
        let mut server = Server { chance: Rng::with_seed(seed), faults: 10, refusals: 5, latency: 900, reports: true };
        let mut answers = BTreeMap::new();
        let mut failures = BTreeMap::new();
        let mut sessions = 0;
        let mut end = None;
        while end.is_none() {
            let mut scheduler =
                Scheduler::new(limits(8), 100, answers.keys().copied(), failures.keys().copied(), 0.0, seed);
            let report = play(&mut scheduler, &mut server, 0, if sessions < 3 { starts } else { usize::MAX });
            for (place, times) in report.answers {
                prop_assert!(times == 1 && answers.insert(place, times).is_none(), "{} was asked again", place);
            }
            failures.extend(report.failures);
            sessions += 1;
            end = report.end;
        }
        prop_assert_eq!(answers.len() + failures.len(), 100);
    }

    #[test]
    fn tokens_a_minute_are_kept(seed in any::<u64>(), per_question in 100_u64..3000, rate in 5_000_u32..60_000) {
        let limits = RunLimits {
            tokens_per_minute: Some(rate), tokens_per_question: per_question, most_tries: 50, ..limits(64)
        };
        let mut server = Server { chance: Rng::with_seed(seed), faults: 5, refusals: 0, latency: 2000, reports: false };
        let report = play(&mut new(limits.clone(), 80), &mut server, 0, usize::MAX);
        let busiest = busiest_minute(&report.starts) as u64;
        prop_assert!((busiest - 1) * per_question <= u64::from(rate));
        // Reports of 500 to 2500 tokens take the place of what was thought.
        server.reports = true;
        let report = play(&mut new(limits, 80), &mut server, 0, usize::MAX);
        prop_assert_eq!(report.answers.len(), 80);
        let minutes = report.starts.last().map_or(0, |(time, _)| *time) / 60_000 + 1;
        let answered_early = 80_u64.saturating_sub(64 + 1);
        prop_assert!(answered_early * 500 <= u64::from(rate) * minutes);
    }

    #[test]
    fn the_budget_is_never_exceeded(seed in any::<u64>(), budget in 0_u32..80, concurrency in 1_u32..64) {
        let limits =
            RunLimits { budget: Some(f64::from(budget)), most_per_question: 1.0, ..limits(concurrency) };
        let mut server = Server { chance: Rng::with_seed(seed), faults: 5, refusals: 0, latency: 500, reports: true };
        let report = play(&mut new(limits, 50), &mut server, 0, usize::MAX);
        prop_assert!(report.spent <= f64::from(budget));
        let finished = report.end == Some(End::Finished);
        prop_assert_eq!(finished, budget >= 50);
        prop_assert!(finished || report.answers.len() == budget as usize, "all of the budget is used");
    }
}

#[test]
fn it_keeps_the_server_busy() {
    let mut server = Server { chance: Rng::with_seed(1), faults: 0, refusals: 0, latency: 1, reports: true };
    let report = play(&mut new(limits(64), 6400), &mut server, 0, usize::MAX);
    // Six rounds of 1, 2 … 32 come before those of 64.
    assert_eq!((report.time, report.most_in_flight), (6 + (6400_u64 - 63).div_ceil(64), 64));
}

/// Answers the first question at once, after which two may be asked at a time.
fn answer_first(scheduler: &mut Scheduler) {
    assert_eq!(scheduler.next(0), Action::Ask { place: 0, attempt: 1 });
    assert_eq!(scheduler.done(0, 1, Ok(None), 0.0, 0), Verdict::Answered);
}

#[test]
fn a_wish_to_wait_holds_everything() {
    let mut scheduler = new(limits(4), 10);
    answer_first(&mut scheduler);
    let asked: Vec<_> = (0..2).map(|_| scheduler.next(0)).collect();
    assert_eq!(asked[1], Action::Ask { place: 2, attempt: 1 });
    assert_eq!(scheduler.next(0), Action::Wait { until: None, wait: Wait::InFlight });
    let refused = error(EndpointErrorKind::RateLimited, Some(10_000));
    assert_eq!(scheduler.done(1, 1, Err(&refused), 0.0, 100), Verdict::Again);
    assert_eq!(scheduler.tally().concurrency, 1);
    assert_eq!(scheduler.done(2, 1, Ok(None), 0.0, 200), Verdict::Answered);
    assert_eq!(scheduler.next(200), Action::Wait { until: Some(10_100), wait: Wait::ServerAsks });
    assert!(matches!(scheduler.next(10_100), Action::Ask { .. }));
}

#[test]
fn an_error_that_concerns_all_ends_the_run_and_fails_nothing() {
    let mut scheduler = new(limits(2), 6);
    answer_first(&mut scheduler);
    scheduler.next(0);
    scheduler.next(0);
    let refused = error(EndpointErrorKind::WrongKey, None);
    assert_eq!(scheduler.done(1, 1, Err(&refused), 0.0, 1), Verdict::Again);
    assert_eq!(scheduler.next(1), Action::Wait { until: None, wait: Wait::InFlight });
    assert_eq!(scheduler.done(2, 1, Ok(None), 0.0, 2), Verdict::Answered);
    assert_eq!(scheduler.next(2), Action::Ended(End::Refused(FailureKind::Endpoint(EndpointErrorKind::WrongKey))));
    let tally = scheduler.tally();
    assert_eq!((tally.answered, tally.failed, tally.left), (2, 0, 4));
    scheduler.resume();
    assert!(matches!(scheduler.next(3), Action::Ask { attempt: 1, .. }));
}

#[test]
fn a_wrong_key_costs_no_more_than_the_first_question() {
    let mut scheduler = new(limits(64), 500);
    let asked: Vec<usize> = std::iter::from_fn(|| match scheduler.next(0) {
        Action::Ask { place, .. } => Some(place),
        _ => None,
    })
    .collect();
    for &place in &asked {
        scheduler.done(place, 1, Err(&error(EndpointErrorKind::WrongKey, None)), 0.0, 10);
    }
    assert_eq!(asked.len(), 1);
    assert!(matches!(scheduler.next(10), Action::Ended(End::Refused(_))));
    assert_eq!(scheduler.tally().left, 500);
}

#[test]
fn what_every_question_meets_ends_the_run_after_three() {
    for (kind, status) in [
        (EndpointErrorKind::BadRequest, 400),
        (EndpointErrorKind::BadRequest, 422),
        (EndpointErrorKind::TooLarge, 413),
        (EndpointErrorKind::NotJson, 200),
        (EndpointErrorKind::UnknownShape, 200),
        (EndpointErrorKind::ReplyTooLarge, 200),
    ] {
        let refused: RunFailure =
            EndpointError { status: Some(status), ..EndpointError::without_reply(kind, "no") }.into();
        let mut scheduler = new(limits(16), 35);
        let (mut requests, mut now) = (0, 0);
        let end = loop {
            match scheduler.next(now) {
                Action::Ask { place, attempt } => {
                    requests += 1;
                    scheduler.done(place, attempt, Err(&refused), 0.0, now);
                }
                Action::Wait { until, .. } => now = until.unwrap(),
                Action::Ended(end) => break end,
                Action::Paused => panic!("nobody paused"),
            }
        };
        assert_eq!((end, requests), (End::Refused(FailureKind::Endpoint(kind)), 3), "{status}");
        assert!(scheduler.tally().failed <= 2);
    }
}

#[test]
fn a_model_that_only_thinks_is_asked_twice() {
    let mut scheduler = new(limits(1), 1);
    let thought = error(EndpointErrorKind::OnlyThought, None);
    scheduler.next(0);
    assert_eq!(scheduler.done(0, 1, Err(&thought), 0.0, 0), Verdict::Again);
    assert_eq!(scheduler.next(1000), Action::Ask { place: 0, attempt: 2 });
    assert_eq!(scheduler.done(0, 2, Err(&thought), 0.0, 1000), Verdict::Failed);
}

#[test]
fn pausing_and_stopping_let_answers_in() {
    let mut scheduler = new(limits(2), 3);
    scheduler.next(0);
    scheduler.pause();
    assert_eq!(scheduler.next(1), Action::Paused);
    assert_eq!(scheduler.done(0, 1, Ok(None), 0.5, 2), Verdict::Answered);
    scheduler.resume();
    assert_eq!(scheduler.next(3), Action::Ask { place: 1, attempt: 1 });
    scheduler.stop();
    assert_eq!(scheduler.next(4), Action::Wait { until: None, wait: Wait::InFlight });
    scheduler.give_back(1, 1);
    assert_eq!(scheduler.done(1, 1, Ok(None), 0.5, 5), Verdict::Stale);
    assert_eq!(scheduler.next(5), Action::Ended(End::Stopped));
    let tally = scheduler.tally();
    assert_eq!((tally.answered, tally.left, tally.spent), (1, 2, 0.5));
}

#[test]
fn failed_questions_are_asked_again_on_wish() {
    let mut scheduler = Scheduler::new(limits(2), 4, [0, 9], [1, 2, 0], 2.0, 1);
    let tally = scheduler.tally();
    assert_eq!((tally.answered, tally.failed, tally.left, tally.spent), (1, 2, 1, 2.0));
    assert_eq!(scheduler.next(0), Action::Ask { place: 3, attempt: 1 });
    assert_eq!(scheduler.done(3, 1, Ok(None), 0.0, 1), Verdict::Answered);
    assert_eq!(scheduler.next(1), Action::Ended(End::Finished));
    assert_eq!(scheduler.retry_failed(), 2);
    assert_eq!(scheduler.next(2), Action::Ask { place: 1, attempt: 1 });
}

#[test]
fn a_question_fails_after_its_tries() {
    let mut scheduler = new(RunLimits { most_tries: 2, ..limits(1) }, 1);
    let broken = error(EndpointErrorKind::ServerFailed, None);
    scheduler.next(0);
    assert_eq!(scheduler.done(0, 1, Err(&broken), 0.0, 0), Verdict::Again);
    assert!(matches!(scheduler.next(0), Action::Wait { until: Some(500..=1000), wait: Wait::Retry }));
    assert_eq!(scheduler.next(1000), Action::Ask { place: 0, attempt: 2 });
    assert_eq!(scheduler.done(0, 2, Err(&broken), 0.0, 1000), Verdict::Failed);
    assert_eq!(scheduler.next(1000), Action::Ended(End::Finished));
}
