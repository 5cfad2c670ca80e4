//! Confidence interval of a share.

/// Quantile of the standard normal distribution for 95 %, two-sided.
const Z: f64 = 1.959_963_984_540_054;

/// The 95 % score interval of `hits` among `n` independent questions, between 0 and 1; `None` where `n` is 0 or less
/// than `hits`.
///
/// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209–212.
pub fn wilson95(hits: u32, n: u32) -> Option<(f64, f64)> {
    if n == 0 || hits > n {
        return None;
    }
    let (count, share) = (f64::from(n), f64::from(hits) / f64::from(n));
    let scale = 1.0 + Z * Z / count;
    let centre = (share + Z * Z / (2.0 * count)) / scale;
    let half = Z / scale * (share * (1.0 - share) / count + Z * Z / (4.0 * count * count)).sqrt();
    // At 0 and at n hits the limit is exact; rounding must not move it.
    let low = if hits == 0 { 0.0 } else { centre - half };
    let high = if hits == n { 1.0 } else { centre + half };
    Some((low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The score intervals of R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
    /// Medicine 17 (1998) 857–872, table I, method 3.
    #[test]
    fn agrees_with_published_intervals() {
        let cases =
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)];
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
}
