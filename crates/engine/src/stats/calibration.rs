//! Calibration of a model's probabilities.

use serde::{Deserialize, Serialize};

use super::{mean, real};

/// Bins of equal mass for the expected calibration error.
const BINS: usize = 15;

/// A model's probabilities of one question's letters, judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// Probability of the most probable letter.
    pub confidence: f64,
    /// Whether that letter, the first in case of a tie, is the answer.
    pub is_correct: bool,
    /// Σ over letters of (p − y)², where y is 1 for the answer and else 0: 0 at best, 2 at worst.
    pub brier: f64,
    /// −ln p(answer).
    pub nll: f64,
}

impl Forecast {
    /// Judges the probabilities of a question's letters, where `answer` is the place of the correct one; `None` where that
    /// is out of bounds.
    pub fn new(probabilities: &[f64], answer: usize) -> Option<Self> {
        let right = *probabilities.get(answer)?;
        let (chosen, confidence) =
            probabilities.iter().copied().enumerate().rev().max_by(|(_, a), (_, b)| a.total_cmp(b))?;
        let others: f64 = probabilities.iter().map(|p| p * p).sum::<f64>() - right * right;
        Some(Self { confidence, is_correct: chosen == answer, brier: others + (right - 1.0).powi(2), nll: -right.ln() })
    }
}

/// A bin of the reliability plot.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    pub n: usize,
    pub confidence: f64,
    pub accuracy: f64,
}

/// How well confidence predicts correctness, over all forecasts of a file.
///
/// Needs some 200 forecasts: with 13 in a bin, chance alone gives an expected calibration error of about 0.1.
///
/// ```
/// use engine::stats::{Calibration, Forecast};
///
/// // Always 80 % confident, and correct four times out of five.
/// let forecasts: Vec<_> = (0..500).map(|row| Forecast::new(&[0.8, 0.2], usize::from(row % 5 == 0)).unwrap()).collect();
/// let calibration = Calibration::of(&forecasts).unwrap();
/// assert!(calibration.ece < 0.03);
/// assert_eq!(calibration.auroc, Some(0.5));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    pub n: usize,
    /// Expected calibration error, `Σ n_b/n·|accuracy − mean confidence|` over bins of equal mass. Source: K. Nguyen,
    /// B. O'Connor, "Posterior calibration and exploratory analysis for natural language processing", arXiv:1508.05154.
    pub ece: f64,
    /// Mean Brier score. Source: G. W. Brier, Monthly Weather Review 78 (1950) 1–3.
    pub brier: f64,
    /// Mean negative log-likelihood of the answer; infinite where an answer had probability 0.
    pub nll: f64,
    /// Area under the ROC curve: the chance that a correct answer is more confident than an incorrect one, ties counting
    /// half; `None` where all are correct or all incorrect.
    pub auroc: Option<f64>,
    /// Area under the risk–coverage curve, the mean of running risks. Source: Y. Geifman, G. Uziel, R. El-Yaniv,
    /// "Bias-reduced uncertainty estimation for deep neural classifiers", arXiv:1805.08206.
    pub aurc: f64,
    /// Risk, that is the share of incorrect answers, among the most confident 1 %, 2 %, … 100 % (rounded up).
    pub risks: Vec<f64>,
    /// 15 bins by rising confidence, of sizes as equal as possible, larger ones first.
    pub bins: Vec<Bin>,
}

impl Calibration {
    /// Sums up forecasts; `None` without any. Forecasts of equal confidence stay in order.
    pub fn of(forecasts: &[Forecast]) -> Option<Self> {
        let n = forecasts.len();
        let mut rising = forecasts.to_vec();
        rising.sort_by(|a, b| a.confidence.total_cmp(&b.confidence));
        let bins = bins(&rising);
        let gap = |bin: &Bin| real(bin.n) / real(n) * (bin.accuracy - bin.confidence).abs();
        let running = running_risks(forecasts);
        Some(Self {
            n,
            ece: bins.iter().map(gap).sum(),
            brier: mean(forecasts.iter().map(|forecast| forecast.brier))?,
            nll: mean(forecasts.iter().map(|forecast| forecast.nll))?,
            auroc: auroc(&rising),
            aurc: mean(running.iter().copied())?,
            risks: (1..=100).filter_map(|percent| running.get((n * percent).div_ceil(100) - 1).copied()).collect(),
            bins,
        })
    }

    /// Accuracy among the most confident part of the forecasts, in percent from 1 to 100.
    pub fn accuracy_at_coverage(&self, percent: usize) -> Option<f64> {
        Some(1.0 - self.risks.get(percent.checked_sub(1)?)?)
    }
}

fn accuracy(forecasts: &[Forecast]) -> Option<f64> {
    mean(forecasts.iter().map(|forecast| f64::from(u8::from(forecast.is_correct))))
}

fn bins(rising: &[Forecast]) -> Vec<Bin> {
    let mut rest = rising;
    let bin = |place: usize| {
        let (taken, left) = rest.split_at(rest.len().div_ceil(BINS - place));
        rest = left;
        let confidence = mean(taken.iter().map(|forecast| forecast.confidence))?;
        Some(Bin { n: taken.len(), confidence, accuracy: accuracy(taken)? })
    };
    (0..BINS).filter_map(bin).collect()
}

/// The share of incorrect answers among the one, two, … most confident forecasts.
fn running_risks(forecasts: &[Forecast]) -> Vec<f64> {
    let mut falling = forecasts.to_vec();
    falling.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let mut wrong = 0;
    let risk = |(place, forecast): (usize, &Forecast)| {
        wrong += usize::from(!forecast.is_correct);
        real(wrong) / real(place + 1)
    };
    falling.iter().enumerate().map(risk).collect()
}

/// The Mann–Whitney statistic as a share of all pairs of a correct and an incorrect answer.
fn auroc(rising: &[Forecast]) -> Option<f64> {
    let (mut wrong_below, mut pairs_won, mut correct_all) = (0.0, 0.0, 0.0);
    for ties in rising.chunk_by(|a, b| a.confidence.total_cmp(&b.confidence).is_eq()) {
        let correct = real(ties.iter().filter(|forecast| forecast.is_correct).count());
        let wrong = real(ties.len()) - correct;
        pairs_won += correct * (wrong_below + wrong / 2.0);
        wrong_below += wrong;
        correct_all += correct;
    }
    let pairs = correct_all * wrong_below;
    (pairs > 0.0).then(|| pairs_won / pairs)
}
