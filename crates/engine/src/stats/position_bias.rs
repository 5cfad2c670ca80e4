//! Position bias: whether a model prefers some letters regardless of the options' texts.

use std::collections::BTreeMap;

use fastrand::Rng;
use serde::{Deserialize, Serialize};

use super::{SEED, real};

const PERMUTATIONS: u32 = 10_000;

/// Number of letters, and the bits of all of them.
const LETTERS: u32 = 26;
const ALL: u32 = (1 << LETTERS) - 1;

/// The letters of a judged row, numbered from 0 for A.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// The options: bit 0 is A.
    pub options: u32,
    /// The answer, below 26.
    pub answer: u8,
    /// The chosen option; `None` where none could be inferred.
    pub chosen: Option<u8>,
}

/// Letters chosen against answers.
///
/// # Error-letter test
/// Without position bias, incorrect answers are spread evenly over the incorrect options. Let O be the incorrect rows by
/// chosen letter, and E their expectation, to which each row contributes 1/(k − 1) for each of its k options but the
/// answer. Then X² = Σ (O − E)²/E. Its distribution depends on the questions and is found by drawing the incorrect letter
/// of each row 10,000 times; p = (1 + draws with an X² at least as large)/(1 + draws).
///
/// # Recall by letter
/// The share of correct answers by answer letter, and its population standard deviation, `rstd`, which is 0 without bias:
/// C. Zheng et al., "Large language models are not robust multiple choice selectors", arXiv:2309.03882.
///
/// ```
/// use engine::stats::{Choice, PositionBias};
///
/// // Four options, the answer is always A, and every incorrect row chooses B.
/// let row = |chosen| Choice { options: 0b1111, answer: 0, chosen: Some(chosen) };
/// let bias = PositionBias::of(&[vec![row(0); 10], vec![row(1); 20]].concat());
/// assert_eq!(bias.observed, [0, 20, 0, 0]);
/// assert!((bias.x2 - 40.0).abs() < 1e-9 && bias.p < 0.001);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PositionBias {
    /// The letters, from A to the last one that is an option anywhere; the other lists are by letter.
    pub letters: Vec<char>,
    pub answers: Vec<u32>,
    pub chosen: Vec<u32>,
    /// Incorrect rows by chosen letter.
    pub observed: Vec<u32>,
    /// Incorrect rows by letter as expected without bias.
    pub expected: Vec<f64>,
    /// Σ (O − E)²/E.
    pub x2: f64,
    /// Its p-value; 1 without incorrect rows.
    pub p: f64,
    /// Number of draws for the p-value.
    pub permutations: u32,
    pub seed: u64,
    /// Share of correct rows by answer; `None` for letters that are never the answer.
    pub recall: Vec<Option<f64>>,
    /// Population standard deviation of the recall; `None` without rows.
    pub rstd: Option<f64>,
}

impl PositionBias {
    /// Counts the letters and makes the error-letter test.
    pub fn of(choices: &[Choice]) -> Self {
        let mut letters = [Letter::default(); LETTERS as usize];
        // Rows with the same incorrect options are drawn together.
        let mut wrong: BTreeMap<u32, u32> = BTreeMap::new();
        let mut width = 0;
        for choice in choices {
            width = width.max(u32::BITS - (choice.options & ALL).leading_zeros());
            let is_correct = choice.chosen == Some(choice.answer);
            if let Some(letter) = letters.get_mut(usize::from(choice.answer)) {
                letter.answers += 1;
                letter.correct += u32::from(is_correct);
            }
            let Some(letter) = choice.chosen.and_then(|chosen| letters.get_mut(usize::from(chosen))) else { continue };
            letter.chosen += 1;
            if !is_correct {
                letter.observed += 1;
                let answer = 1_u32.checked_shl(choice.answer.into()).unwrap_or_default();
                *wrong.entry(choice.options & !answer & ALL).or_default() += 1;
            }
        }
        for (options, rows) in &wrong {
            let share = f64::from(*rows) / f64::from(options.count_ones());
            for (letter, _) in letters.iter_mut().zip(0_u32..).filter(|(_, place)| options >> place & 1 == 1) {
                letter.expected += share;
            }
        }
        let letters = letters.get(..width as usize).unwrap_or_default();
        let x2 = statistic(letters, letters.iter().map(|letter| letter.observed));
        let recall = |letter: &Letter| f64::from(letter.correct) / f64::from(letter.answers);
        let recall: Vec<_> = letters.iter().map(|letter| (letter.answers > 0).then(|| recall(letter))).collect();
        Self {
            letters: ('A'..='Z').take(letters.len()).collect(),
            answers: letters.iter().map(|letter| letter.answers).collect(),
            chosen: letters.iter().map(|letter| letter.chosen).collect(),
            observed: letters.iter().map(|letter| letter.observed).collect(),
            expected: letters.iter().map(|letter| letter.expected).collect(),
            x2,
            p: permutation_p(letters, &wrong, x2),
            permutations: PERMUTATIONS,
            seed: SEED,
            rstd: standard_deviation(&recall),
            recall,
        }
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Letter {
    answers: u32,
    correct: u32,
    chosen: u32,
    observed: u32,
    expected: f64,
}

fn statistic(letters: &[Letter], observed: impl Iterator<Item = u32>) -> f64 {
    let expected = letters.iter().map(|letter| letter.expected);
    let terms = expected.zip(observed).filter(|(expected, _)| *expected > 0.0);
    terms.map(|(expected, observed)| (f64::from(observed) - expected).powi(2) / expected).sum()
}

fn standard_deviation(recall: &[Option<f64>]) -> Option<f64> {
    let mean = super::mean(recall.iter().flatten().copied())?;
    let variance = super::mean(recall.iter().flatten().map(|recall| (recall - mean).powi(2)))?;
    Some(variance.sqrt())
}

fn permutation_p(letters: &[Letter], wrong: &BTreeMap<u32, u32>, x2: f64) -> f64 {
    /// Equal values of X² can differ in their last digits.
    const ROUNDING: f64 = 1e-9;
    let mut random = Rng::with_seed(SEED);
    let mut as_large = 0;
    for _ in 0..PERMUTATIONS {
        let mut drawn = [0; LETTERS as usize];
        for (options, rows) in wrong {
            draw(*options, *rows, &mut drawn, &mut random);
        }
        as_large += u32::from(statistic(letters, drawn.into_iter()) >= x2 * (1.0 - ROUNDING));
    }
    real(as_large as usize + 1) / real(PERMUTATIONS as usize + 1)
}

/// Draws one of these options, uniformly, for each of some rows, and adds them to the counts.
///
/// 64 rows at a time: bit i of each random word belongs to row i, and as many words as needed make a number for each row.
/// Rows whose number is too large are drawn again.
fn draw(options: u32, rows: u32, drawn: &mut [u32; LETTERS as usize], random: &mut Rng) {
    let bits = u32::BITS - options.count_ones().saturating_sub(1).leading_zeros();
    let mut left = if options == 0 { 0 } else { rows };
    while left > 0 {
        let rows = u64::MAX >> (u64::BITS - left.min(u64::BITS));
        let words: [u64; 5] = std::array::from_fn(|bit| if bit < bits as usize { random.u64(..) } else { 0 });
        let (mut number, mut options) = (0_u32, options);
        while options != 0 {
            let agree = |rows, (bit, word): (usize, &u64)| rows & if number >> bit & 1 == 1 { *word } else { !word };
            let chosen = words.iter().take(bits as usize).enumerate().fold(rows, agree).count_ones();
            if let Some(drawn) = drawn.get_mut(options.trailing_zeros() as usize) {
                *drawn += chosen;
            }
            left -= chosen;
            options &= options - 1;
            number += 1;
        }
    }
}
