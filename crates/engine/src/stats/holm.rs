//! Adjustment of p-values for many tests.

use super::real;

/// Holm's adjusted p-values, in the order of the given ones: the i-th smallest of m becomes the largest of
/// (m − j + 1)·p₍ⱼ₎ for j ≤ i, at most 1.
///
/// Rejecting at an adjusted p-value below 5 % keeps the probability of any false rejection among all m tests below 5 %,
/// whether or not the tests depend on each other.
///
/// Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6
/// (1979) 65–70.
///
/// ```
/// assert_eq!(engine::stats::holm(&[0.03, 0.01, 0.5]), [0.06, 0.03, 0.5]);
/// ```
pub fn holm(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<(usize, f64)> = p.iter().copied().enumerate().collect();
    order.sort_by(|(_, a), (_, b)| a.total_cmp(b));
    let mut adjusted = vec![1.0; p.len()];
    let mut greatest = 0.0_f64;
    for (rank, (place, p)) in order.into_iter().enumerate() {
        greatest = greatest.max(real(adjusted.len() - rank) * p).min(1.0);
        if let Some(adjusted) = adjusted.get_mut(place) {
            *adjusted = greatest;
        }
    }
    adjusted
}
