//! Tests of whether one of two files answers more questions correctly.
//!
//! Only questions that exactly one file answered correctly are informative: if both files were equally good, each of these
//! b + c questions would be as likely correct in A as in B. Source: Q. McNemar, "Note on the sampling error of the
//! difference between correlated proportions or percentages", Psychometrika 12 (1947) 153–157.
//!
//! At 1/2 the binomial distribution is summed directly, which is exact to some 10⁻¹² for any number of questions.

/// The exact p-value: the two-sided binomial test of min(b, c) among b + c at 1/2; 1 without discordant questions.
///
/// Valid for any number of independent questions, and conservative: it rejects less often than the level allows.
///
/// ```
/// // A answered 10 questions that B did not, B none that A did not: 2 · (1/2)^10.
/// assert_eq!(engine::stats::mcnemar_exact(10, 0), 0.001953125);
/// assert_eq!(engine::stats::mcnemar_exact(7, 7), 1.0);
/// ```
pub fn mcnemar_exact(only_a: u32, only_b: u32) -> f64 {
    let (below, at) = lower_tail(only_a.min(only_b), only_a.saturating_add(only_b));
    (2.0 * (below + at)).min(1.0)
}

/// The mid-p-value: 2·(P(X < k) + P(X = k)/2) with k = min(b, c), at most 1; 1 where b = c.
///
/// Less conservative than the exact one; rarely exceeds the nominal level. Source: M. W. Fagerland, S. Lydersen,
/// P. Laake, "The McNemar test for binary matched-pairs data", BMC Medical Research Methodology 13 (2013) 91.
///
/// ```
/// assert_eq!(engine::stats::mcnemar_mid_p(2, 0), 0.25);
/// ```
pub fn mcnemar_mid_p(only_a: u32, only_b: u32) -> f64 {
    if only_a == only_b {
        return 1.0;
    }
    let (below, at) = lower_tail(only_a.min(only_b), only_a.saturating_add(only_b));
    (2.0 * below + at).min(1.0)
}

/// P(X < k) and P(X = k) for X from the binomial distribution of n at 1/2.
fn lower_tail(k: u32, n: u32) -> (f64, f64) {
    let mut at = 1.0;
    let mut halvings = n;
    for factor in 1..=k {
        at *= f64::from(n - k + factor) / f64::from(factor);
        // Halved as it grows, so that it neither overflows nor underflows early.
        while at > 1.0 && halvings > 0 {
            at /= 2.0;
            halvings -= 1;
        }
    }
    at *= (-f64::from(halvings)).exp2();
    let mut below = 0.0;
    let mut term = at;
    for k in (0..k).rev() {
        term *= f64::from(k + 1) / f64::from(n - k);
        below += term;
    }
    (below, at)
}
