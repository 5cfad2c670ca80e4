//! Test of whether several files differ at all.

use super::{chi_squared_tail, real};

/// Cochran's Q, see [`cochran_q`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CochranQ {
    /// The statistic; 0 where every question is answered correctly by all or by none.
    pub q: f64,
    /// The p-value by the chi-squared distribution with one degree fewer than files.
    pub p: f64,
}

/// Cochran's Q over the correctness of k files, each with the same questions in the same order; `None` for fewer than
/// two files.
///
/// Q = (k − 1)(k·Σ G² − (Σ G)²)/(k·Σ L − Σ L²), where G are the correct answers of each file and L those of each
/// question. With two files it is McNemar's statistic without correction. The chi-squared distribution is an approximation
/// that needs some 24 questions on which files differ.
///
/// Source: W. G. Cochran, "The comparison of percentages in matched samples", Biometrika 37 (1950) 256–266.
///
/// ```
/// let files = [vec![true; 20], [vec![true; 10], vec![false; 10]].concat(), vec![true; 20]];
/// let test = engine::stats::cochran_q(&files).unwrap();
/// assert_eq!(test.q, 20.0);
/// assert!((test.p - (-10.0_f64).exp()).abs() < 1e-12);
/// ```
pub fn cochran_q(files: &[Vec<bool>]) -> Option<CochranQ> {
    let n = files.iter().map(Vec::len).min().filter(|_| files.len() >= 2)?;
    let square = |count: usize| real(count) * real(count);
    let correct = |file: &Vec<bool>| file.iter().take(n).filter(|correct| **correct).count();
    let by_file: Vec<usize> = files.iter().map(correct).collect();
    let all: usize = by_file.iter().sum();
    let of_question = |row: usize| files.iter().filter(|file| file.get(row) == Some(&true)).count();
    let by_question: f64 = (0..n).map(|row| square(of_question(row))).sum();
    let k = real(files.len());
    let divisor = k * real(all) - by_question;
    if divisor == 0.0 {
        return Some(CochranQ { q: 0.0, p: 1.0 });
    }
    let q = (k - 1.0) * (k * by_file.iter().map(|count| square(*count)).sum::<f64>() - square(all)) / divisor;
    Some(CochranQ { q, p: chi_squared_tail(q, u32::try_from(files.len() - 1).unwrap_or(u32::MAX)) })
}
