//! The smallest difference that a comparison could show.

use super::{Z95, real};

/// Quantile of the standard normal distribution at 80 %.
const Z80: f64 = 0.841_621_233_572_914_3;

/// The share of discordant questions to assume before there are data.
pub const EXPECTED_DISCORDANCE: f64 = 0.30;

/// The smallest difference of two accuracies that a two-sided test at 5 % finds with a power of 80 %:
/// (z₀.₉₇₅ + z₀.₈₀)·√(w/n), where `discordance` w is the share of questions that exactly one file answers correctly;
/// `None` without questions. Above 1, no difference can be shown.
///
/// Source: E. Miller, "Adding error bars to evals", arXiv:2411.00640; a normal approximation.
///
/// ```
/// use engine::stats::{EXPECTED_DISCORDANCE, detectable_difference};
///
/// let of_val = detectable_difference(EXPECTED_DISCORDANCE, 4_550).unwrap();
/// assert!((of_val - 0.0227).abs() < 5e-5);
/// ```
pub fn detectable_difference(discordance: f64, n: usize) -> Option<f64> {
    (n > 0).then(|| (Z95 + Z80) * (discordance / real(n)).sqrt())
}
