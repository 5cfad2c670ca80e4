//! What a GPU is good for, and whether it computes right.

use engine::local::{
    CheckAnswer, Device, Gpu, GpuReason, GpuVerdict, LetterScores, Precision, Recommendation, compare, recommend,
};

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
