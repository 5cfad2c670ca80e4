//! Runs the `score` example as a user does.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// `cargo test` builds the examples beside the folder of the tests.
fn example() -> PathBuf {
    let tests = env::current_exe().unwrap();
    tests.ancestors().nth(2).unwrap().join("examples").join(format!("score{}", env::consts::EXE_SUFFIX))
}

fn score(dataset: &str, predictions: &str, further: &[&str]) -> (Output, Value) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(example())
        .current_dir(root)
        .args(["--dataset", dataset, "--predictions", predictions])
        .args(further)
        .output()
        .unwrap();
    let printed = serde_json::from_slice(&output.stdout).unwrap();
    (output, printed)
}

#[test]
fn prints_a_score_under_the_rules_asked_for() {
    let (output, printed) = score("tests/golden/dataset.tsv", "tests/golden/predictions.csv", &["--rules", "r2024"]);
    assert!(output.status.success());
    assert_eq!((&printed["rules"], &printed["n"], &printed["hits"]), (&"r2024".into(), &1500.into(), &571.into()));
    assert_eq!(printed["rows"].as_array().unwrap().len(), 1500);
}

#[test]
fn names_what_vlmevalkit_stumbles_over() {
    let cases = [
        ("image_bad_ref", "tsv", "BadReference"),
        ("image_blank_predicted", "xlsx", "UnknownIndex"),
        ("category_nan", "tsv", "Unsortable"),
        ("question_nan", "xlsx", "QuestionNotText"),
        ("text_digits_index_json", "jsonl", "UnknownIndex"),
    ];
    for (set, extension, kind) in cases {
        let folder = format!("tests/golden/sets/{set}");
        let (output, printed) =
            score(&format!("{folder}/dataset.tsv"), &format!("{folder}/predictions.{extension}"), &[]);
        assert_eq!(output.status.code(), Some(1), "{set}");
        assert_eq!(printed["error"]["kind"], kind, "{set}");
        assert!(!printed["error"]["message"].as_str().unwrap().is_empty());
    }
}

#[test]
fn says_how_to_use_it() {
    let (output, printed) = score("tests/golden/dataset.tsv", "tests/golden/predictions.csv", &["--rules", "r1999"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(printed["error"]["kind"], "Usage");
}
