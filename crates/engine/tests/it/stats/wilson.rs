//! The score interval of one accuracy.

use engine::stats::wilson95;

/// The score intervals of R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
/// Medicine 17 (1998) 857–872, table I, method 3.
#[test]
fn agrees_with_published_intervals() {
    let cases = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)];
    for (hits, n, low, high) in cases {
        let (found_low, found_high) = wilson95(hits, n).unwrap();
        assert!((found_low - low).abs() < 5e-5 && (found_high - high).abs() < 5e-5, "{found_low} {found_high}");
    }
}

#[test]
fn holds_the_share_and_stays_between_0_and_1() {
    for n in 1..200 {
        for hits in 0..=n {
            let (low, high) = wilson95(hits, n).unwrap();
            let share = f64::from(hits) / f64::from(n);
            assert!(0.0 <= low && low <= share && share <= high && high <= 1.0, "{hits} of {n}: {low} {high}");
        }
    }
    assert_eq!(wilson95(0, 0), None);
    assert_eq!(wilson95(2, 1), None);
}
