//! Shares in percent, and their confidence intervals.

use engine::board::Percent;

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
