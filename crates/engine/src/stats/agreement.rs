//! Agreement of answers, whether or not they are correct.

use std::collections::BTreeMap;

use super::{mean, real};

/// The share of questions to which two raters give the same answer; `None` without questions.
///
/// ```
/// assert_eq!(engine::stats::percent_agreement(&['A', 'B'], &['A', 'C']), Some(0.5));
/// ```
pub fn percent_agreement<L: Ord>(a: &[L], b: &[L]) -> Option<f64> {
    mean(a.iter().zip(b).map(|(a, b)| f64::from(u8::from(a == b))))
}

/// Cohen's κ = (o − e)/(1 − e) of two raters: the observed agreement o beyond the agreement e expected by chance from how
/// often each gives each letter. `None` without questions and where both always give the same letter.
///
/// Source: J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960)
/// 37–46.
///
/// ```
/// assert_eq!(engine::stats::cohen_kappa(&['A', 'A', 'B', 'B'], &['A', 'B', 'B', 'B']), Some(0.5));
/// ```
pub fn cohen_kappa<L: Ord>(a: &[L], b: &[L]) -> Option<f64> {
    let observed = percent_agreement(a, b)?;
    let n = a.len().min(b.len());
    let mut frequencies: BTreeMap<&L, (usize, usize)> = BTreeMap::new();
    for (a, b) in a.iter().zip(b) {
        frequencies.entry(a).or_default().0 += 1;
        frequencies.entry(b).or_default().1 += 1;
    }
    let both: f64 = frequencies.values().map(|(a, b)| real(*a) * real(*b)).sum();
    let expected = both / real(n) / real(n);
    (expected < 1.0).then(|| (observed - expected) / (1.0 - expected))
}

/// Krippendorff's α = 1 − o/e, where o is the observed and e the expected disagreement, for nominal values. Each rater
/// has one value or none per question. Questions with fewer than two values are ignored; `None` where all values are equal.
///
/// Source: K. Krippendorff, "Computing Krippendorff's alpha-reliability" (2011).
///
/// ```
/// let raters = [vec![Some('A'), Some('B'), Some('B')], vec![Some('A'), Some('B'), None]];
/// assert_eq!(engine::stats::krippendorff_alpha(&raters), Some(1.0));
/// ```
pub fn krippendorff_alpha<L: Ord>(raters: &[Vec<Option<L>>]) -> Option<f64> {
    let questions = raters.iter().map(Vec::len).max()?;
    let (mut all, mut disagreeing) = (0.0, 0.0);
    let mut frequencies: BTreeMap<&L, f64> = BTreeMap::new();
    for question in 0..questions {
        let values: Vec<&L> = raters.iter().filter_map(|rater| rater.get(question)?.as_ref()).collect();
        if values.len() < 2 {
            continue;
        }
        let others = |value: &&L| values.iter().filter(|other| *other != value).count();
        let differing: usize = values.iter().map(others).sum();
        disagreeing += real(differing) / (real(values.len()) - 1.0);
        all += real(values.len());
        for value in values {
            *frequencies.entry(value).or_default() += 1.0;
        }
    }
    let expected = all * all - frequencies.values().map(|count| count * count).sum::<f64>();
    (expected > 0.0).then(|| 1.0 - (all - 1.0) * disagreeing / expected)
}
