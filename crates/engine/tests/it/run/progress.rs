//! Pace and score while a run is going on, and how many questions go at a time.

use engine::endpoint::Endpoint;
use engine::run::{Model, Pace, Progress, RunLimits, RunningScore};
use engine::scoring::RuleSet;

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

#[test]
fn each_question_counts_once() {
    let options = [('A', "liver".to_owned()), ('B', "lung".to_owned())];
    let mut score = RunningScore::new(RuleSet::LATEST);
    assert!(score.judge(0, "the lung", &options, "B"));
    assert!(!score.judge(1, "A", &options, "B"));
    assert!(!score.judge(2, "who knows", &options, "A"));
    assert!(score.judge(1, "B", &options, "B"));
    assert_eq!(score.correct(), (2, 3));
}

#[test]
fn no_more_is_in_flight_than_the_transport_carries() {
    let at_a_time = |base_url: &str, concurrency| {
        let model = Model::Remote(Endpoint { base_url: base_url.to_owned(), ..Endpoint::default() });
        model.within_limits(RunLimits { concurrency, ..RunLimits::default() }).concurrency
    };
    assert_eq!(at_a_time("http://127.0.0.1:8080/v1", 64), 6);
    assert_eq!(at_a_time("http://127.0.0.1:8080/v1", 4), 4);
    assert_eq!(at_a_time("https://127.0.0.1:8443/v1", 64), 6);
    assert_eq!(at_a_time("https://192.168.1.7:8443/v1", 64), 6);
    assert_eq!(at_a_time("https://models.lan/v1", 64), 6);
    assert_eq!(at_a_time("https://api.example/v1", 64), 64);
}
