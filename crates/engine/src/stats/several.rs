//! Pairwise tests of several files, and those not distinguishable from the best.

use super::{Paired, holm, mcnemar_exact};

/// Files with an adjusted p-value of at least this are not distinguishable.
const LEVEL: f64 = 0.05;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairTest {
    pub a: usize,
    pub b: usize,
    pub p: f64,
    /// The same after Holm's adjustment over all pairs.
    pub holm_p: f64,
}

/// Pairwise tests of several files.
///
/// Ranks can depend on a few questions. Instead, this names the files that are not distinguishable from the best: those
/// with an adjusted p-value of 5 % or more against it.
///
/// ```
/// use engine::stats::Several;
///
/// let good = vec![true; 40];
/// let as_good = [vec![true; 38], vec![false; 2]].concat();
/// let bad = [vec![true; 10], vec![false; 30]].concat();
/// let several = Several::of(&[bad, good, as_good]).unwrap();
/// assert_eq!((several.best, several.not_distinguishable), (1, vec![1, 2]));
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Several {
    pub pairs: Vec<PairTest>,
    /// Place of the file with the most correct answers, the first in case of a tie.
    pub best: usize,
    /// Places of the files that are not distinguishable from the best, itself among them.
    pub not_distinguishable: Vec<usize>,
}

impl Several {
    /// Compares the correctness of files, each with the same questions in the same order; `None` without files.
    pub fn of(files: &[Vec<bool>]) -> Option<Self> {
        let correct = |file: &Vec<bool>| file.iter().filter(|correct| **correct).count();
        // `max_by_key` takes the last of equal ones.
        let (best, _) = files.iter().enumerate().rev().max_by_key(|(_, file)| correct(file))?;
        let mut pairs = Vec::new();
        for (a, of_a) in files.iter().enumerate() {
            for (b, of_b) in files.iter().enumerate().skip(a + 1) {
                let table = Paired::of(of_a.iter().copied().zip(of_b.iter().copied()));
                pairs.push((a, b, mcnemar_exact(table.only_a, table.only_b)));
            }
        }
        let adjusted = holm(&pairs.iter().map(|(_, _, p)| *p).collect::<Vec<_>>());
        let pairs = pairs.into_iter().zip(adjusted).map(|((a, b, p), holm_p)| PairTest { a, b, p, holm_p });
        let pairs: Vec<PairTest> = pairs.collect();
        let differs = |file: usize| {
            let with_best = |pair: &&PairTest| (pair.a, pair.b) == (file.min(best), file.max(best));
            pairs.iter().find(with_best).is_some_and(|pair| pair.holm_p < LEVEL)
        };
        let not_distinguishable = (0..files.len()).filter(|file| !differs(*file)).collect();
        Some(Self { pairs, best, not_distinguishable })
    }
}
