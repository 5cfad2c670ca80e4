//! What a browser tells of its GPU, and what is best computed how.

use serde::{Deserialize, Serialize};

use super::{Device, Precision};

/// What a browser tells of its GPU and machine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gpu {
    /// Why there is no WebGPU; `None` where there is.
    pub missing: Option<GpuReason>,
    /// Whether it computes with 16 bits (`shader-f16`).
    pub shader_f16: bool,
    /// Whether the processor only plays GPU.
    pub is_software: bool,
    /// The greatest buffer, in bytes.
    pub largest_buffer: f64,
    /// The GPU in the browser's words; may be blank.
    pub name: String,
    /// Memory of the machine in GiB, as far as the browser tells (it stops at 8); 0 where it does not.
    pub memory: f64,
}

/// Why there is no WebGPU.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum GpuReason {
    /// The browser does not have it.
    NoWebgpu,
    /// The browser has it and grants no adapter.
    NoAdapter,
}

/// What is best computed how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// What should compute.
    pub device: Device,
    /// The precision.
    pub precision: Precision,
}

/// What to choose for a machine, among the precisions that a model is known to have; an empty list tells nothing.
///
/// On a GPU with 16-bit shaders the smallest files also compute fastest; without them their 32-bit twins are right.
/// Weights of eight bits give nonsense on WebGPU with some decoders (transformers.js, issues 1286 and 1317) and are never
/// recommended there. A GPU that the processor plays is slower than the processor itself.
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

#[cfg(test)]
mod tests {
    use super::*;

    const GPU: Gpu = Gpu {
        missing: None,
        shader_f16: true,
        is_software: false,
        largest_buffer: 2_147_483_648.0,
        name: String::new(),
        memory: 8.0,
    };

    #[test]
    fn the_recommendation_fits_the_machine() {
        let choose = |device, precision| Recommendation { device, precision };
        let cases = [
            (GPU, choose(Device::Webgpu, Precision::Q4f16)),
            (Gpu { shader_f16: false, ..GPU }, choose(Device::Webgpu, Precision::Q4)),
            (Gpu { is_software: true, ..GPU }, choose(Device::Wasm, Precision::Q4)),
            (Gpu { missing: Some(GpuReason::NoAdapter), ..GPU }, choose(Device::Wasm, Precision::Q4)),
        ];
        for (gpu, best) in cases {
            assert_eq!(recommend(&gpu, &[]), best, "{gpu:?}");
        }
    }

    #[test]
    fn only_what_a_model_has_is_recommended() {
        let clip = [Precision::Q8, Precision::Fp16, Precision::Fp32];
        assert_eq!(recommend(&GPU, &clip).precision, Precision::Fp16);
        assert_eq!(recommend(&Gpu { shader_f16: false, ..GPU }, &clip).precision, Precision::Fp32);
        assert_eq!(recommend(&Gpu { is_software: true, ..GPU }, &clip).precision, Precision::Q8);
    }
}
