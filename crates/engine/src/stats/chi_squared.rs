//! The chi-squared distribution.
//!
//! For a whole number of degrees of freedom the tail is a finite sum and, for odd ones, `erfc`, which `libm` provides;
//! a library of distributions would bring nothing else that is used here.

use std::f64::consts::PI;

/// P(X ≥ x) for X from the chi-squared distribution with this number of degrees of freedom; 1 for 0 degrees.
///
/// With s = x/2 it is Q(1, s) = e⁻ˢ for 2 degrees and Q(1/2, s) = erfc √s for 1, and
/// Q(a + 1, s) = Q(a, s) + sᵃe⁻ˢ/Γ(a + 1) for two more.
///
/// Source: M. Abramowitz, I. A. Stegun, "Handbook of mathematical functions", 26.4.4 and 26.4.5.
///
/// ```
/// let p = engine::stats::chi_squared_tail(3.841_458_820_694_124, 1);
/// assert!((p - 0.05).abs() < 1e-12);
/// ```
pub fn chi_squared_tail(x: f64, degrees: u32) -> f64 {
    if degrees == 0 || x <= 0.0 {
        return 1.0;
    }
    let half = x / 2.0;
    let (mut a, mut tail, mut term) = if degrees.is_multiple_of(2) {
        (1.0, (-half).exp(), half * (-half).exp())
    } else {
        (0.5, libm::erfc(half.sqrt()), 2.0 * (half / PI).sqrt() * (-half).exp())
    };
    for _ in 0..(degrees - 1) / 2 {
        tail += term;
        a += 1.0;
        term *= half / a;
    }
    tail.min(1.0)
}
