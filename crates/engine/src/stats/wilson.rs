//! Confidence interval of an accuracy.

use super::Z95;

/// The 95 % score interval of `hits` among `n` independent questions, between 0 and 1; `None` where `n` is 0 or less
/// than `hits`.
///
/// With p = hits/n it is (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n). It holds for any n; for dependent questions,
/// as those of one label may be, see [`clustered`](super::clustered()).
///
/// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209–212.
///
/// ```
/// let (low, high) = engine::stats::wilson95(81, 263).unwrap();
/// assert!((low - 0.2553).abs() < 5e-5 && (high - 0.3662).abs() < 5e-5);
/// ```
pub fn wilson95(hits: u32, n: u32) -> Option<(f64, f64)> {
    if n == 0 || hits > n {
        return None;
    }
    let (count, share) = (f64::from(n), f64::from(hits) / f64::from(n));
    let scale = 1.0 + Z95 * Z95 / count;
    let centre = (share + Z95 * Z95 / (2.0 * count)) / scale;
    let half = Z95 / scale * (share * (1.0 - share) / count + Z95 * Z95 / (4.0 * count * count)).sqrt();
    // At 0 and at n hits the limit is exact; rounding must not move it.
    let low = if hits == 0 { 0.0 } else { centre - half };
    let high = if hits == n { 1.0 } else { centre + half };
    Some((low, high))
}
