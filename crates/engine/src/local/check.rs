//! Whether a GPU computes right: the same small models answer on the GPU and on the processor.
//!
//! Kernels of WebGPU have been wrong without an error on some GPUs: onnxruntime-web's flash attention where subgroups are
//! smaller than 8, others before (onnxruntime, pull request 28520). Nothing in the answers themselves would show it.

use serde::{Deserialize, Serialize};

use super::LetterScores;

/// Log-probabilities that differ by more are of another computation. Weights of four bits agree to 1e-3, and better.
const TOLERANCE: f64 = 1e-3;

/// What both devices answer to a known picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckAnswer {
    /// The picture's name, as `red`.
    pub picture: String,
    /// The right letter; `None` where only agreement counts.
    pub right: Option<char>,
    /// What the processor says.
    pub processor: LetterScores,
    /// What the GPU says.
    pub gpu: LetterScores,
}

/// Whether a GPU computes right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum GpuVerdict {
    /// It does, as far as these pictures show.
    Right,
    /// It does not: its answers must not be trusted.
    Wrong,
    /// Not even the processor answers right, so that nothing follows.
    NothingFollows,
}

/// The outcome of a check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GpuCheck {
    /// The verdict.
    pub verdict: GpuVerdict,
    /// The greatest difference between the log-probabilities of a letter; infinite where they cannot be compared.
    pub greatest_difference: f64,
    /// The answers.
    pub answers: Vec<CheckAnswer>,
}

/// Compares the answers of both devices.
pub fn compare(answers: Vec<CheckAnswer>) -> GpuCheck {
    let greatest_difference = answers.iter().map(difference).fold(0.0, f64::max);
    let is_right =
        |scores: &LetterScores, answer: &CheckAnswer| answer.right.is_none_or(|right| scores.best() == Some(right));
    let verdict = if answers.is_empty() || !answers.iter().all(|answer| is_right(&answer.processor, answer)) {
        GpuVerdict::NothingFollows
    } else if greatest_difference > TOLERANCE || !answers.iter().all(|answer| is_right(&answer.gpu, answer)) {
        GpuVerdict::Wrong
    } else {
        GpuVerdict::Right
    };
    GpuCheck { verdict, greatest_difference, answers }
}

/// The greatest difference of a letter; infinite for other letters, no letters, or numbers that are none.
fn difference(answer: &CheckAnswer) -> f64 {
    let (processor, gpu) = (&answer.processor.log_probabilities, &answer.gpu.log_probabilities);
    if processor.is_empty() || processor.len() != gpu.len() {
        return f64::INFINITY;
    }
    let of_letter = |((letter, one), (other_letter, other)): (&(char, f64), &(char, f64))| {
        let difference = (one - other).abs();
        if letter == other_letter && difference.is_finite() { difference } else { f64::INFINITY }
    };
    processor.iter().zip(gpu).map(of_letter).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(a: f64, b: f64) -> LetterScores {
        LetterScores { log_probabilities: vec![('A', a), ('B', b)], choice_mass: 1.0 }
    }

    fn answer(right: Option<char>, processor: LetterScores, gpu: LetterScores) -> CheckAnswer {
        CheckAnswer { picture: "red".to_owned(), right, processor, gpu }
    }

    #[test]
    fn a_gpu_that_agrees_is_right() {
        let check = compare(vec![answer(Some('A'), scores(-0.1, -2.0), scores(-0.1004, -2.0))]);
        assert_eq!(check.verdict, GpuVerdict::Right);
        assert!((check.greatest_difference - 0.0004).abs() < 1e-12);
    }

    #[test]
    fn a_gpu_that_differs_is_wrong_even_where_its_letter_is_right() {
        let check = compare(vec![answer(Some('A'), scores(-0.1, -2.0), scores(-0.2, -2.0))]);
        assert_eq!(check.verdict, GpuVerdict::Wrong);
        assert_eq!(compare(vec![answer(None, scores(-0.1, -2.0), scores(-0.2, -2.0))]).verdict, GpuVerdict::Wrong);
    }

    #[test]
    fn numbers_that_are_none_are_wrong() {
        for gpu in [scores(f64::NAN, -2.0), scores(f64::NEG_INFINITY, 0.0)] {
            assert_eq!(compare(vec![answer(Some('A'), scores(-0.1, -2.0), gpu)]).verdict, GpuVerdict::Wrong);
        }
        let none = LetterScores { log_probabilities: Vec::new(), choice_mass: 0.0 };
        assert_eq!(compare(vec![answer(None, scores(-0.1, -2.0), none)]).verdict, GpuVerdict::Wrong);
    }

    #[test]
    fn a_processor_that_is_wrong_proves_nothing() {
        let check = compare(vec![answer(Some('B'), scores(-0.1, -2.0), scores(-0.1, -2.0))]);
        assert_eq!(check.verdict, GpuVerdict::NothingFollows);
        assert_eq!(compare(Vec::new()).verdict, GpuVerdict::NothingFollows);
    }
}
