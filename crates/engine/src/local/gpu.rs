//! What a browser reports of its GPU, what to compute how, and whether the GPU computes right.

use serde::{Deserialize, Serialize};

use super::{Device, Precision};
use crate::answer::LetterScores;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gpu {
    /// Why there is no WebGPU; `None` where there is.
    pub missing: Option<GpuReason>,
    /// Whether it computes with 16 bits (`shader-f16`).
    pub shader_f16: bool,
    /// Whether it is emulated by the processor.
    pub is_software: bool,
    /// Maximum size of a buffer in bytes.
    pub largest_buffer: f64,
    /// The browser's name of the GPU; may be blank.
    pub name: String,
    /// Memory of the machine in GiB by the browser, which reports at most 8; 0 where it reports none.
    pub memory: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum GpuReason {
    NoWebgpu,
    /// The browser supports it, but grants no adapter.
    NoAdapter,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    pub device: Device,
    pub precision: Precision,
}

/// The best choice for a machine among the precisions that a model is known to have; all where the list is empty.
///
/// On a GPU with 16-bit shaders the smallest files also compute fastest; without them those of 32 bits are right.
/// Weights of eight bits give nonsense on WebGPU with some decoders (transformers.js, issues 1286 and 1317) and are never
/// recommended there. An emulated GPU is slower than the processor.
pub fn recommend(gpu: &Gpu, available: &[Precision]) -> Recommendation {
    use Precision::{Fp16, Fp32, Q4, Q4f16, Q8};
    let (device, wanted): (_, &[Precision]) = if gpu.missing.is_some() || gpu.is_software {
        (Device::Wasm, &[Q4, Q8, Fp32])
    } else if gpu.shader_f16 {
        (Device::Webgpu, &[Q4f16, Fp16, Q4, Fp32])
    } else {
        (Device::Webgpu, &[Q4, Fp32])
    };
    let is_there = |precision: &&Precision| available.is_empty() || available.contains(precision);
    let precision = wanted.iter().find(is_there).or(available.first()).copied().unwrap_or_default();
    Recommendation { device, precision }
}

/// Log-probabilities of right computations differ by less, with weights of four bits, too.
const TOLERANCE: f64 = 1e-3;

/// The answers of both devices to a known image.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckAnswer {
    /// The image's name, as `red`.
    pub picture: String,
    /// The right letter; `None` where only agreement counts.
    pub right: Option<char>,
    pub processor: LetterScores,
    pub gpu: LetterScores,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum GpuVerdict {
    Right,
    Wrong,
    /// Unknown: the processor does not answer right either.
    NothingFollows,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GpuCheck {
    pub verdict: GpuVerdict,
    /// The greatest difference of a letter's log-probabilities; infinite where they cannot be compared.
    pub greatest_difference: f64,
    pub answers: Vec<CheckAnswer>,
}

/// Compares the answers of both devices: the same small models run on the GPU and on the processor.
///
/// Kernels of WebGPU have been wrong without an error on some GPUs: onnxruntime-web's flash attention where subgroups are
/// smaller than 8, others before (onnxruntime, pull request 28520). Nothing in the answers alone would show it.
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

/// The greatest difference of a letter; infinite for other letters, no letters, or numbers that are not finite.
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
