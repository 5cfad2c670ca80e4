//! Difference of two accuracies on the same questions.

use serde::Serialize;

use super::Z95;

/// Below this number of questions [`Paired::interval`] is the adjusted one.
const FEW_QUESTIONS: u32 = 200;
/// Below this number of discordant questions [`Paired::interval`] is the adjusted one.
const FEW_DISCORDANT: u32 = 25;

/// Numbers of questions by which of two files, A and B, answered them correctly.
///
/// ```
/// use engine::stats::Paired;
///
/// let table = Paired::of([(true, true), (true, false), (true, false), (false, false)]);
/// assert_eq!((table.both, table.only_a, table.only_b, table.neither), (1, 2, 0, 1));
/// assert_eq!(table.difference(), Some(0.5));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Paired {
    pub both: u32,
    pub only_a: u32,
    pub only_b: u32,
    pub neither: u32,
}

impl Paired {
    /// Counts pairs of correctness in A and in B.
    pub fn of(pairs: impl IntoIterator<Item = (bool, bool)>) -> Self {
        let mut table = Self::default();
        for (a, b) in pairs {
            let cell = match (a, b) {
                (true, true) => &mut table.both,
                (true, false) => &mut table.only_a,
                (false, true) => &mut table.only_b,
                (false, false) => &mut table.neither,
            };
            *cell += 1;
        }
        table
    }

    pub fn n(&self) -> u32 {
        self.both + self.only_a + self.only_b + self.neither
    }

    /// Number of questions that exactly one file answered correctly.
    pub fn discordant(&self) -> u32 {
        self.only_a + self.only_b
    }

    /// D = (b − c)/n with b = `only_a` and c = `only_b`: the accuracy of A less that of B, −1 to 1; `None` without
    /// questions.
    pub fn difference(&self) -> Option<f64> {
        let n = self.n();
        (n > 0).then(|| (f64::from(self.only_a) - f64::from(self.only_b)) / f64::from(n))
    }

    /// √(((b + c)/n − D²)/(n − 1)), the standard error of D for independent questions; `None` for fewer than two.
    ///
    /// Source: E. Miller, "Adding error bars to evals", arXiv:2411.00640.
    pub fn standard_error(&self) -> Option<f64> {
        let difference = self.difference()?;
        let n = f64::from(self.n());
        let variance = f64::from(self.discordant()) / n - difference * difference;
        (n > 1.0).then(|| (variance.max(0.0) / (n - 1.0)).sqrt())
    }

    /// D ± 1.96 standard errors, the 95 % interval for many questions; may exceed −1 and 1.
    pub fn wald(&self) -> Option<(f64, f64)> {
        let (difference, half) = (self.difference()?, Z95 * self.standard_error()?);
        Some((difference - half, difference + half))
    }

    /// The adjusted 95 % interval, valid for few questions as well; may exceed −1 and 1.
    ///
    /// Half a question is added to each of the four cells: with N = n + 2 and D' = (b − c)/N it is
    /// D' ± 1.96·√(((b + c + 1)/N − D'²)/N).
    ///
    /// Source: A. Agresti, Y. Min, "Simple improved confidence intervals for comparing matched proportions", Statistics
    /// in Medicine 24 (2005) 729–740.
    pub fn agresti_min(&self) -> Option<(f64, f64)> {
        if self.n() == 0 {
            return None;
        }
        let n = f64::from(self.n()) + 2.0;
        let difference = (f64::from(self.only_a) - f64::from(self.only_b)) / n;
        let variance = (f64::from(self.discordant()) + 1.0) / n - difference * difference;
        let half = Z95 * (variance / n).sqrt();
        Some((difference - half, difference + half))
    }

    /// The 95 % interval of D to report, within −1 and 1: [`agresti_min`](Self::agresti_min) for fewer than 200 questions
    /// or fewer than 25 discordant ones, else [`wald`](Self::wald).
    pub fn interval(&self) -> Option<(f64, f64)> {
        let few = self.n() < FEW_QUESTIONS || self.discordant() < FEW_DISCORDANT;
        let (low, high) = if few { self.agresti_min() } else { self.wald() }?;
        Some((low.max(-1.0), high.min(1.0)))
    }
}
