//! Models in the browser: their sources, and the table of those that are offered.

use engine::local::{
    AnswerMode, Device, LetterScores, LocalModel, LocalSource, ModelKind, OFFERED_MODELS, Precision, SourceFault,
};

fn hub(id: &str, revision: &str, host: &str) -> LocalSource {
    LocalSource::Hub { id: id.to_owned(), revision: revision.to_owned(), host: host.to_owned() }
}

#[test]
fn sources_are_checked_before_anything_is_asked() {
    let folder = |name: &str| LocalSource::Folder { name: name.to_owned() };
    let cases = [
        (hub("HuggingFaceTB/SmolVLM-256M-Instruct", "", ""), Ok(())),
        (hub("a/b", "refs/pr/3", "https://hf-mirror.example"), Ok(())),
        (hub("", "", ""), Err(SourceFault::Blank)),
        (hub("SmolVLM", "", ""), Err(SourceFault::NotAnId)),
        (hub("a/../b", "", ""), Err(SourceFault::NotAnId)),
        (hub("a/b", "../x", ""), Err(SourceFault::NotAnId)),
        (hub("a/b?c", "", ""), Err(SourceFault::NotAnId)),
        (hub("a/b", "", "ftp://x"), Err(SourceFault::NotAHost)),
        (hub("a/b", "", "https://"), Err(SourceFault::NotAHost)),
        (folder("tiny-vlm"), Ok(())),
        (folder("../sample"), Err(SourceFault::NotAFolder)),
        (folder(""), Err(SourceFault::Blank)),
    ];
    for (source, checked) in cases {
        assert_eq!(source.check(), checked, "{source:?}");
    }
}

#[test]
fn models_that_compute_alike_need_not_be_loaded_anew() {
    let model = LocalModel {
        source: hub("a/b", "", ""),
        device: Device::Wasm,
        precision: Precision::Q4,
        mode: AnswerMode::Text,
        whole_pictures: false,
        loaded: Vec::new(),
    };
    assert!(model.computes_as(&LocalModel { mode: AnswerMode::Letters, ..model.clone() }));
    assert!(!model.computes_as(&LocalModel { precision: Precision::Fp32, ..model.clone() }));
    assert!(!model.computes_as(&LocalModel { source: hub("a/b", "v2", ""), ..model.clone() }));
}

#[test]
fn offered_models_are_complete() {
    assert!(!OFFERED_MODELS.is_empty());
    for model in OFFERED_MODELS.iter() {
        let source = LocalSource::Hub { id: model.id.to_owned(), revision: String::new(), host: String::new() };
        assert_eq!(source.check(), Ok(()), "{}", model.id);
        assert!(model.source.starts_with("https://"), "{}", model.id);
        assert!(!model.licence.name.is_empty() && model.memory > 0.0 && model.parameters > 0, "{}", model.id);
    }
}

#[test]
fn both_kinds_are_offered() {
    for kind in [ModelKind::Generates, ModelKind::Compares] {
        assert!(OFFERED_MODELS.iter().any(|model| model.kind == kind), "{kind:?}");
    }
}

#[test]
fn letters_are_compared_and_printed() {
    let scores = LetterScores {
        log_probabilities: vec![('A', 0.25_f64.ln()), ('B', 0.5_f64.ln()), ('C', 0.25_f64.ln())],
        choice_mass: 0.9,
    };
    assert_eq!(scores.best(), Some('B'));
    assert_eq!(scores.to_json(), r#"{"A":0.250000,"B":0.500000,"C":0.250000}"#);
    let json: serde_json::Value = serde_json::from_str(&scores.to_json()).unwrap();
    assert_eq!(json["B"], 0.5);
}

#[test]
fn the_first_of_equals_is_best_and_none_has_none() {
    let scores = LetterScores { log_probabilities: vec![('A', -1.0), ('B', -1.0)], choice_mass: 1.0 };
    assert_eq!(scores.best(), Some('A'));
    assert_eq!(LetterScores { log_probabilities: Vec::new(), choice_mass: 0.0 }.best(), None);
}
