//! Shares in percent, and their confidence intervals.

use engine::board::{Percent, wilson95};

#[test]
fn every_printed_figure_is_printed_back() {
    for hundredths in 0..=10_000_u16 {
        let percent = Percent::from_printed(f64::from(hundredths) / 100.0).unwrap();
        assert_eq!(percent.hundredths(), hundredths);
        assert_eq!(Percent::from_printed(percent.to_string().parse().unwrap()), Some(percent), "{percent}");
    }
}

#[test]
fn other_numbers_are_refused() {
    for value in [-0.01, 100.01, 12.345, f64::NAN, f64::INFINITY] {
        assert_eq!(Percent::from_printed(value), None, "{value}");
    }
}

#[test]
fn shares_are_rounded_half_up() {
    let full = Percent::from_printed(100.0).unwrap();
    assert_eq!(Percent::of(2109, 4550).unwrap().to_string(), "46.35");
    assert_eq!(Percent::of(1, 3).unwrap().to_string(), "33.33");
    assert_eq!(Percent::of(1, 800).unwrap().to_string(), "0.13");
    assert_eq!(Percent::of(2109, 4550).unwrap().part_of(4550), 2109);
    assert_eq!(full.part_of(u32::MAX), u32::MAX);
    assert_eq!(Percent::of(u32::MAX, u32::MAX), Some(full));
    assert_eq!(Percent::of(0, 0), None);
    assert_eq!(Percent::of(2, 1), None);
}

/// The score intervals of R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
/// Medicine 17 (1998) 857–872, table I, method 3.
#[test]
fn agrees_with_published_intervals() {
    let cases = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)];
    for (correct, n, low, high) in cases {
        let (found_low, found_high) = wilson95(correct, n).unwrap();
        assert!((found_low - low).abs() < 5e-5 && (found_high - high).abs() < 5e-5, "{found_low} {found_high}");
    }
}

#[test]
fn holds_the_share_and_stays_between_0_and_1() {
    for n in 1..200 {
        for correct in 0..=n {
            let (low, high) = wilson95(correct, n).unwrap();
            let share = f64::from(correct) / f64::from(n);
            assert!(0.0 <= low && low <= share && share <= high && high <= 1.0, "{correct} of {n}: {low} {high}");
        }
    }
    assert_eq!(wilson95(0, 0), None);
    assert_eq!(wilson95(2, 1), None);
}
