//! Intervals by drawing again.

use engine::stats::{SEED, bootstrap, clustered};

use super::assert_close;

/// Correct two times out of three, in clusters of five that are mostly all correct or all incorrect.
fn values() -> Vec<(f64, usize)> {
    let value = |row: usize| f64::from(u8::from(!(row / 5).is_multiple_of(3) || row.is_multiple_of(7)));
    (0..900).map(|row| (value(row), row / 5)).collect()
}

#[test]
fn draws_the_same_each_time() {
    let [first, again] = [SEED, SEED].map(|seed| bootstrap(values(), 500, seed).unwrap());
    assert_eq!(first, again);
    assert_eq!((first.resamples, first.seed), (500, SEED));
    assert_ne!(first.interval, bootstrap(values(), 500, SEED + 1).unwrap().interval);
    // The values of one platform, so that another that draws otherwise is seen.
    assert_close(first.interval.0, 0.653_861_111_111_111_1);
    assert_close(first.interval.1, 0.771_111_111_111_111_1);
}

#[test]
fn agrees_with_the_clustered_standard_error() {
    let (low, high) = bootstrap(values(), 4_000, SEED).unwrap().interval;
    let clustered = clustered(values()).unwrap();
    let half = 1.96 * clustered.standard_error;
    assert!((low - (clustered.mean - half)).abs() < 0.006 && (high - (clustered.mean + half)).abs() < 0.006);
    assert!(clustered.design_effect().unwrap() > 2.0);
}

#[test]
fn needs_values_and_resamples() {
    assert_eq!(bootstrap([], 100, SEED), None);
    assert_eq!(bootstrap(values(), 0, SEED), None);
    assert_eq!(bootstrap([(0.25, 7)], 100, SEED).unwrap().interval, (0.25, 0.25));
}
