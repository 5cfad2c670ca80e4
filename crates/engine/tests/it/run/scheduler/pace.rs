//! How many questions go at a time, how long failed ones wait, and which failures end a run.

use super::*;

/// Asks as many questions as may go at a time, and answers them all after so many milliseconds; returns their number.
fn answer_round(scheduler: &mut Scheduler, now: &mut u64, took: u64) -> u32 {
    let mut asked = Vec::new();
    while let Action::Ask { place, attempt } = scheduler.next(*now) {
        asked.push((place, attempt));
    }
    *now += took;
    for &(place, attempt) in &asked {
        assert_eq!(scheduler.done(place, attempt, Ok(None), 0.0, *now), Verdict::Answered);
    }
    asked.len().try_into().unwrap()
}

fn ask(scheduler: &mut Scheduler, now: u64) -> (usize, u32) {
    match scheduler.next(now) {
        Action::Ask { place, attempt } => (place, attempt),
        other => panic!("{other:?} at {now}"),
    }
}

/// A run that asks as many at a time as it may, and its time.
fn grown(most: u32) -> (Scheduler, u64) {
    let (mut scheduler, mut now) = (new(limits(most), 2000), 0);
    while scheduler.tally().concurrency < most {
        answer_round(&mut scheduler, &mut now, 100);
    }
    (scheduler, now)
}

#[test]
fn it_doubles_with_each_round_of_quick_answers() {
    let (mut scheduler, mut now) = (new(limits(64), 500), 0);
    for round in [1, 2, 4, 8, 16, 32, 64, 64] {
        assert_eq!(scheduler.tally().concurrency, round);
        assert_eq!(answer_round(&mut scheduler, &mut now, 100), round);
    }
}

#[test]
fn slow_answers_end_the_growth() {
    let (mut scheduler, mut now) = (new(RunLimits { timeout: 8000, ..limits(64) }, 500), 0);
    answer_round(&mut scheduler, &mut now, 100);
    let (first, second) = (ask(&mut scheduler, now), ask(&mut scheduler, now));
    scheduler.done(first.0, first.1, Ok(None), 0.0, now + 2001);
    now += 4000;
    scheduler.done(second.0, second.1, Ok(None), 0.0, now);
    assert_eq!(scheduler.tally().concurrency, 3);
    for _ in 0..33 {
        assert_eq!(answer_round(&mut scheduler, &mut now, 4001), 3);
    }
    assert_eq!(scheduler.tally().concurrency, 3);
}

#[test]
fn one_burst_halves_once() {
    let (mut scheduler, begin) = grown(64);
    let refused = error(EndpointErrorKind::RateLimited, None);
    let refuse = |scheduler: &mut Scheduler, (place, attempt), at: u64| {
        scheduler.done(place, attempt, Err(&refused), 0.0, begin + at);
        scheduler.tally().concurrency
    };
    let [first, second, third] = [5, 6, 10].map(|at| ask(&mut scheduler, begin + at));
    assert_eq!(refuse(&mut scheduler, first, 10), 32);
    let fourth = ask(&mut scheduler, begin + 11);
    assert_eq!(refuse(&mut scheduler, second, 11), 32);
    assert_eq!(refuse(&mut scheduler, third, 12), 32);
    assert_eq!(refuse(&mut scheduler, fourth, 20), 16);
    let mut now = begin + 20;
    assert_eq!(answer_round(&mut scheduler, &mut now, 100), 16);
    assert_eq!(scheduler.tally().concurrency, 17);
}

#[test]
fn it_stays_within_its_bounds() {
    let (mut scheduler, begin) = grown(2);
    let refused = error(EndpointErrorKind::RateLimited, None);
    for time in 0..9 {
        let now = begin + time * 2 + 1;
        let (place, attempt) = ask(&mut scheduler, now);
        scheduler.done(place, attempt, Err(&refused), 0.0, now);
    }
    assert_eq!(scheduler.tally().concurrency, 1);
    let mut now = begin + 20;
    for _ in 0..99 {
        answer_round(&mut scheduler, &mut now, 100);
    }
    assert_eq!(scheduler.tally().concurrency, 2);
    assert_eq!(new(limits(1), 9).tally().concurrency, 1);
}

/// The waits before the first tries of a question whose server fails.
fn waits(seed: u64) -> Vec<u64> {
    let limits = RunLimits { most_tries: u32::MAX, ..limits(1) };
    let mut scheduler = Scheduler::new(limits, 1, [], [], 0.0, seed);
    let (mut now, mut waits) = (0, Vec::new());
    for attempt in 1..20 {
        assert_eq!(ask(&mut scheduler, now), (0, attempt));
        scheduler.done(0, attempt, Err(&error(EndpointErrorKind::ServerFailed, None)), 0.0, now);
        match scheduler.next(now) {
            Action::Wait { until: Some(until), wait: Wait::Retry } => waits.push(until - now),
            other => panic!("{other:?} after try {attempt}"),
        }
        now += waits.last().unwrap();
    }
    waits
}

#[test]
fn waits_double_up_to_a_minute() {
    for seed in 0..50 {
        let waits = waits(seed);
        for (attempt, whole) in [(1, 1000), (2, 2000), (6, 32_000), (7, 60_000), (19, 60_000)] {
            let wait = waits[attempt - 1];
            assert!((whole / 2..=whole).contains(&wait), "{attempt}: {wait}");
        }
    }
}

#[test]
fn a_server_is_given_the_time_that_it_asks_for() {
    let mut scheduler = new(limits(1), 1);
    ask(&mut scheduler, 0);
    scheduler.done(0, 1, Err(&error(EndpointErrorKind::RateLimited, Some(5000))), 0.0, 0);
    let Action::Wait { until: Some(until), .. } = scheduler.next(0) else { panic!("it must wait") };
    assert!((5000..=5500).contains(&until));
    assert_eq!(ask(&mut scheduler, until), (0, 2));
    scheduler.done(0, 2, Err(&error(EndpointErrorKind::RateLimited, Some(0))), 0.0, until);
    assert_eq!(ask(&mut scheduler, until), (0, 3));
}

#[test]
fn equal_seeds_wait_equally() {
    assert_eq!(waits(7), waits(7));
    assert_ne!(waits(7), waits(8));
}

/// After how many of these failures, each of another question, the run ends; `None` where it goes on.
fn ends_after(scheduler: &mut Scheduler, kinds: &[EndpointErrorKind]) -> Option<usize> {
    for (number, kind) in (1..).zip(kinds) {
        let (place, attempt) = ask(scheduler, 0);
        scheduler.done(place, attempt, Err(&error(*kind, None)), 0.0, 0);
        match scheduler.next(0) {
            Action::Ask { place, attempt } => scheduler.give_back(place, attempt),
            Action::Ended(_) => return Some(number),
            other => panic!("{other:?}"),
        }
    }
    None
}

#[test]
fn three_alike_end_the_run() {
    use EndpointErrorKind::{BadRequest, NotJson, ServerFailed};
    let ends = |kinds: &[EndpointErrorKind]| ends_after(&mut new(limits(1), 200), kinds);
    assert_eq!(ends(&[BadRequest; 3]), Some(3));
    assert_eq!(ends(&[NotJson; 3]), Some(3));
    assert_eq!(ends(&[BadRequest, BadRequest, NotJson, BadRequest, BadRequest]), None);
    assert_eq!(ends(&[ServerFailed; 20]), Some(20));
}

#[test]
fn an_answer_begins_anew() {
    use EndpointErrorKind::{BadRequest, ContentPolicy, TooLarge};
    let mut scheduler = new(limits(1), 200);
    assert_eq!(ends_after(&mut scheduler, &[BadRequest; 2]), None);
    let (place, attempt) = ask(&mut scheduler, 0);
    scheduler.done(place, attempt, Ok(None), 0.0, 0);
    assert_eq!(ends_after(&mut scheduler, &[BadRequest; 2]), None);
    assert_eq!(ends_after(&mut scheduler, &[TooLarge; 9]), None, "the largest images may come in a row");
    assert_eq!(ends_after(&mut scheduler, &[ContentPolicy; 99]), None);
}

#[test]
fn answers_before_a_pause_show_that_questions_can_be_answered() {
    use EndpointErrorKind::{BadRequest, NotJson};
    let mut scheduler = new(limits(1), 200);
    let (place, attempt) = ask(&mut scheduler, 0);
    scheduler.done(place, attempt, Ok(None), 0.0, 0);
    scheduler.pause();
    scheduler.resume();
    assert_eq!(ends_after(&mut scheduler, &[NotJson; 9]), None, "a gateway may be to blame");
    scheduler.resume();
    assert_eq!(ends_after(&mut scheduler, &[BadRequest; 3]), Some(3));
}
