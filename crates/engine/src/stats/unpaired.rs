//! Interval of the difference between accuracies on questions that cannot be paired.

use super::wilson95;

/// The 95 % interval of the difference between two accuracies, each given as correct answers and questions; `None` without
/// questions on either side.
///
/// With Wilson's limits l, u of each accuracy p it reaches from D − √((p₁ − l₁)² + (u₂ − p₂)²) to
/// D + √((u₁ − p₁)² + (p₂ − l₂)²). It takes both sides as independent: of the same questions it is too wide, which is why
/// pairs are compared by [`Paired`](super::Paired) wherever single answers are known.
///
/// Source: R. G. Newcombe, "Interval estimation for the difference between independent proportions", Statistics in
/// Medicine 17 (1998) 873–890, method 10.
///
/// ```
/// let (low, high) = engine::stats::unpaired95((56, 70), (48, 80)).unwrap();
/// assert_eq!((format!("{low:.4}"), format!("{high:.4}")), ("0.0524".to_owned(), "0.3339".to_owned()));
/// ```
pub fn unpaired95((correct_a, a): (u32, u32), (correct_b, b): (u32, u32)) -> Option<(f64, f64)> {
    let ((low_a, high_a), (low_b, high_b)) = wilson95(correct_a, a).zip(wilson95(correct_b, b))?;
    let (share_a, share_b) = (f64::from(correct_a) / f64::from(a), f64::from(correct_b) / f64::from(b));
    let difference = share_a - share_b;
    let (below, above) = ((share_a - low_a).hypot(high_b - share_b), (high_a - share_a).hypot(share_b - low_b));
    Some((difference - below, difference + above))
}
