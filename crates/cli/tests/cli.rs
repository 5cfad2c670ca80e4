//! Runs `gmai-scope` as a user does.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// Runs the program in the project's folder.
fn run(arguments: &[&str]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    Command::new(env!("CARGO_BIN_EXE_gmai-scope")).current_dir(root).args(arguments).output().unwrap()
}

fn score(dataset: &str, predictions: &str, further: &[&str]) -> (Output, Value) {
    let output = run(&[&["score", "--dataset", dataset, "--predictions", predictions], further].concat());
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
    assert!(printed["error"]["message"].as_str().unwrap().contains("r2024, r2025, r2026"));
    let help = run(&["help"]);
    assert!(help.status.success());
    let help = String::from_utf8(help.stdout).unwrap();
    assert!(help.contains("score") && help.contains("validate"));
    let help = run(&["score", "--help"]);
    assert!(String::from_utf8(help.stdout).unwrap().contains("Prediction file: xlsx, tsv, csv, json or jsonl"));
    for wrong in [&["validate", "--predictions", "tests/golden/predictions.csv"][..], &["scoer"]] {
        assert_eq!(run(wrong).status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let (output, printed) = score("tests/golden/dataset.tsv", "no-such-file.csv", &[]);
    assert_eq!((output.status.code(), &printed["error"]["kind"]), (Some(1), &"Io".into()));
    assert!(printed["error"]["message"].as_str().unwrap().contains("no-such-file.csv"));
    let checked = run(&["validate", "--split", "val", "--predictions", "no-such-file.csv"]);
    assert_eq!(checked.status.code(), Some(2));
    assert!(String::from_utf8(checked.stderr).unwrap().contains("no-such-file.csv"));
}

#[test]
fn prints_the_findings_of_a_check() {
    let dataset = "tests/malformed/dataset_val.tsv";
    for against in [["--dataset", dataset], ["--split", "val"]] {
        let arguments = [&["validate", "--predictions", "tests/malformed/clean.csv"][..], &against].concat();
        let output = run(&arguments);
        assert!(output.status.success());
        let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
        // The clean file has all the rows of its dataset, and by far not those of the split.
        let found: Vec<&Value> =
            printed["findings"].as_array().unwrap().iter().map(|finding| &finding["kind"]).collect();
        if against[0] == "--dataset" {
            assert_eq!((&printed["severity"], found), (&"ok".into(), vec![]), "{printed}");
        } else {
            assert_eq!((&printed["severity"], found), (&"warning".into(), vec![&"missing_rows".into()]), "{printed}");
        }
    }
}

#[test]
fn a_dataset_in_several_parts_is_read_in_order() {
    let folder = std::env::temp_dir().join(format!("gmai-scope-cli-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let whole = std::fs::read_to_string(root.join("tests/malformed/dataset_val.tsv")).unwrap();
    let (header, rows) = whole.split_once('\n').unwrap();
    let rows: Vec<&str> = rows.lines().collect();
    let mut arguments = vec!["score".to_owned(), "--predictions".to_owned(), "tests/malformed/clean.csv".to_owned()];
    for (number, part) in rows.chunks(rows.len().div_ceil(2)).enumerate() {
        let path = folder.join(format!("part{number}.tsv"));
        std::fs::write(&path, format!("{header}\n{}\n", part.join("\n"))).unwrap();
        arguments.extend(["--dataset".to_owned(), path.to_str().unwrap().to_owned()]);
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (_, expected) = score("tests/malformed/dataset_val.tsv", "tests/malformed/clean.csv", &[]);
    let printed: Value = serde_json::from_slice(&run(&arguments).stdout).unwrap();
    assert_eq!(printed, expected);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn compares_files_and_names_what_does_not_match() {
    let files = ["--predictions", "tests/golden/predictions.csv", "--predictions", "tests/golden/predictions.jsonl"];
    let output = run(&[&["compare", "--dataset", "tests/golden/dataset.tsv", "--rules", "r2024"][..], &files].concat());
    assert!(output.status.success());
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    let pair = &printed["pairs"][0];
    assert_eq!((&pair["a"], &pair["b"]), (&"predictions.csv".into(), &"predictions.jsonl".into()));
    assert_eq!((&printed["files"][0]["correct"], &pair["n"]), (&571.into(), &500.into()));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.starts_with("predictions.jsonl has no row for these questions of the dataset (1000): "), "{told}");

    let output = run(&[&["compare", "--dataset", "tests/golden/dataset.tsv"], &files[..2]].concat());
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), &printed["error"]["kind"]), (Some(1), &"TooFewFiles".into()));
    let output = run(&["compare", "--rules", "r2024"]);
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), &printed["error"]["kind"]), (Some(1), &"Usage".into()));
}

#[test]
fn an_index_holds_no_answers_unless_asked_for() {
    let folder = std::env::temp_dir().join(format!("gmai-scope-index-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let header = "index\tquestion\tA\tcategory\n";
    for (number, label) in [(1, "secret finding"), (2, "hidden label")] {
        let row = format!("{header}{number}\tWhich organ?\tliver\t{label}\n");
        std::fs::write(path(&format!("TEST_part_{number}.tsv")), row).unwrap();
    }
    let parts = [path("TEST_part_1.tsv"), path("TEST_part_2.tsv")];
    let out = path("TEST.gmaidx");
    let mut sizes = Vec::new();
    for further in [&[][..], &["--with-category"]] {
        let output = run(&[&["index", &parts[0], &parts[1], "--out", &out], further].concat());
        let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((output.status.code(), &printed["rows"]), (Some(0), &2.into()), "{printed}");
        assert_eq!(printed["leftOut"].as_array().unwrap().len(), 1 - further.len());
        assert_eq!(printed["files"][1]["name"], "TEST_part_2.tsv");
        sizes.push(std::fs::read(&out).unwrap().len());
    }
    assert!(sizes[0] < sizes[1], "{sizes:?}");
    let output = run(&["index", "no-such-file.tsv"]);
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), &printed["error"]["kind"]), (Some(1), &"Io".into()));
    std::fs::remove_dir_all(&folder).unwrap();
}
