//! What `gmai-scope compare` prints.

use std::collections::{BTreeMap, BTreeSet};

use engine::stats::{clustered, mcnemar_exact};
use serde_json::Value;

use super::{Question, compared, dataset, letters, predictions, questions};

fn report(questions: &[Question], files: &[Vec<(i128, &'static str)>]) -> Value {
    let names = ["one.tsv", "two.tsv", "three.tsv", "four.tsv"];
    let files: Vec<_> = names.into_iter().zip(files.iter().map(|rows| predictions(rows.iter().copied()))).collect();
    compared(&dataset(questions), &files, |comparison| serde_json::to_value(comparison.report()).unwrap())
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn has_these_keys() {
    let questions = questions(300);
    let files: Vec<_> = (1..4).map(|seed| letters(&questions, seed, 9)).collect();
    let report = report(&questions, &files);
    assert_eq!(keys(&report), ["files", "pairs", "several", "position_bias", "suspects"]);
    assert_eq!(keys(&report["files"][0]), ["name", "n", "correct", "accuracy", "wilson"]);
    let pair = [
        "a",
        "b",
        "n",
        "both",
        "only_a",
        "only_b",
        "neither",
        "same_error",
        "difference",
        "se",
        "interval",
        "mcnemar_exact_p",
        "mcnemar_mid_p",
        "clusters",
        "se_clustered",
        "design_effect",
        "mde80",
        "groups",
    ];
    assert_eq!(keys(&report["pairs"][0]), pair);
    let axes: BTreeSet<&str> = keys(&report["pairs"][0]["groups"]).into_iter().collect();
    assert_eq!(axes, BTreeSet::from(["clinical vqa task", "department", "modality", "perceptual granularity"]));
    let group = ["group", "n", "only_a", "only_b", "difference", "interval", "p", "holm_p"];
    assert_eq!(keys(&report["pairs"][0]["groups"]["department"][0]), group);
    assert_eq!(keys(&report["several"]), ["cochran_q", "p", "pairs", "not_distinguishable_from_best"]);
    let bias = [
        "name",
        "letters",
        "answers",
        "chosen",
        "observed",
        "expected",
        "x2",
        "p",
        "permutations",
        "seed",
        "recall",
        "rstd",
    ];
    assert_eq!(keys(&report["position_bias"][0]), bias);
    let suspect = ["index", "label", "answer", "chosen", "chosen_by", "files"];
    assert_eq!(keys(&report["suspects"][0]), suspect);
    assert_eq!(report["pairs"].as_array().unwrap().len(), 3);
}

/// Counts from the rows as they were written.
#[test]
fn counts_what_the_files_say() {
    let questions = questions(300);
    let (one, two) = (letters(&questions, 5, 3), letters(&questions, 6, 6));
    let report = report(&questions, &[one.clone(), two.clone()]);
    let correct = |rows: &[(i128, &str)]| -> Vec<bool> {
        rows.iter().zip(&questions).map(|((_, letter), question)| *letter == question.answer.to_string()).collect()
    };
    let (a, b) = (correct(&one), correct(&two));
    let count = |of_a: bool, of_b: bool, holds: &dyn Fn(&Question) -> bool| {
        let rows = a.iter().zip(&b).zip(&questions);
        rows.filter(|((a, b), question)| **a == of_a && **b == of_b && holds(question)).count()
    };
    let pair = &report["pairs"][0];
    assert_eq!((&pair["a"], &pair["b"], &pair["n"]), (&"one.tsv".into(), &"two.tsv".into(), &300.into()));
    let (only_a, only_b) = (count(true, false, &|_| true), count(false, true, &|_| true));
    assert_eq!((pair["only_a"].as_u64(), pair["only_b"].as_u64()), (Some(only_a as u64), Some(only_b as u64)));
    assert_eq!(pair["both"], count(true, true, &|_| true));
    assert_eq!(pair["neither"], count(false, false, &|_| true));
    let same =
        one.iter().zip(&two).zip(a.iter().zip(&b)).filter(|((one, two), hits)| *hits == (&false, &false) && one == two);
    assert_eq!(pair["same_error"], same.count());
    assert!((pair["difference"].as_f64().unwrap() - (only_a as f64 - only_b as f64) / 300.0).abs() < 1e-12);

    let departments = pair["groups"]["department"].as_array().unwrap();
    let names: Vec<_> = departments.iter().map(|group| group["group"].as_str().unwrap()).collect();
    assert_eq!(names, ["Dermatology", "Hematology", "Urology"]);
    for group in departments {
        let is_in = |question: &Question| question.department == group["group"].as_str().unwrap();
        assert_eq!(group["n"], 100);
        let (only_a, only_b) = (count(true, false, &is_in), count(false, true, &is_in));
        assert_eq!((group["only_a"].as_u64(), group["only_b"].as_u64()), (Some(only_a as u64), Some(only_b as u64)));
        assert_eq!(group["p"], mcnemar_exact(only_a as u32, only_b as u32));
        assert!(group["holm_p"].as_f64().unwrap() >= group["p"].as_f64().unwrap());
    }
    // Rows without modality are in no group; a column that is not there has none.
    let modalities = pair["groups"]["modality"].as_array().unwrap();
    assert_eq!((modalities.len(), &modalities[0]["n"]), (1, &240.into()));
    assert_eq!(modalities[0]["holm_p"], modalities[0]["p"]);
    assert_eq!(pair["groups"]["clinical vqa task"], serde_json::json!([]));

    let mut clusters = BTreeMap::new();
    let number = |label: &str| {
        let next = clusters.len();
        *clusters.entry(label.to_owned()).or_insert(next)
    };
    let numbers: Vec<usize> = questions.iter().map(|question| question.label.as_str()).map(number).collect();
    let real = |correct: &bool| f64::from(u8::from(*correct));
    let expected = clustered(a.iter().zip(&b).map(|(a, b)| real(a) - real(b)).zip(numbers)).unwrap();
    assert_eq!(pair["clusters"], 10);
    assert!((pair["se_clustered"].as_f64().unwrap() - expected.standard_error).abs() < 1e-12);
    assert!((pair["design_effect"].as_f64().unwrap() - expected.design_effect().unwrap()).abs() < 1e-9);

    assert_eq!(report["files"][0]["correct"], a.iter().filter(|correct| **correct).count());
    let bias = &report["position_bias"][1];
    assert_eq!((&bias["name"], &bias["letters"]), (&"two.tsv".into(), &serde_json::json!(["A", "B", "C", "D"])));
    let chosen = two.iter().filter(|(_, letter)| *letter == "C").count();
    assert_eq!(bias["chosen"][2], chosen);
    assert_eq!(report["suspects"], serde_json::json!([]));
}

#[test]
fn groups_without_discordant_questions_have_no_adjusted_p() {
    let questions = questions(6);
    let one: Vec<_> = letters(&questions, 1, 0);
    let mut two = one.clone();
    two[0].1 = "no idea";
    let departments = report(&questions, &[one, two])["pairs"][0]["groups"]["department"].clone();
    assert_eq!((&departments[0]["p"], &departments[0]["holm_p"]), (&1.0.into(), &Value::Null));
    assert_eq!((&departments[2]["group"], &departments[2]["holm_p"]), (&"Urology".into(), &1.0.into()));
}

#[test]
fn questions_that_most_files_answer_with_the_same_wrong_option_are_suspect() {
    // The answers are A, D, C, B, A.
    let questions = questions(5);
    let file = |letters: [&'static str; 5]| (0..5).zip(letters).collect::<Vec<_>>();
    let files = [
        file(["B", "A", "A", "no idea", "B"]),
        file(["B", "A", "C", "no idea", "C"]),
        file(["B", "A", "A", "no idea", "D"]),
        file(["B", "C", "A", "no idea", "B"]),
    ];
    let suspects = report(&questions, &files)["suspects"].clone();
    let expected = serde_json::json!([
        { "index": 0, "label": "label 0", "answer": "A", "chosen": "B", "chosen_by": 4, "files": 4 },
        { "index": 1, "label": "label 1", "answer": "D", "chosen": "A", "chosen_by": 3, "files": 4 },
    ]);
    assert_eq!(suspects, expected);
}

#[test]
fn no_value_is_undefined_in_numbers() {
    for n in [1, 2, 3, 40] {
        let questions = questions(n);
        for wrong_in_ten in [0, 4, 10] {
            let files: Vec<_> = (1..4).map(|seed| letters(&questions, seed, wrong_in_ten)).collect();
            let report = report(&questions, &files);
            // NaN and infinities would print as null, too.
            for pair in report["pairs"].as_array().unwrap() {
                let nullable = ["se", "clusters", "se_clustered", "design_effect"];
                let values = pair.as_object().unwrap();
                let missing: Vec<_> =
                    values.iter().filter(|(_, value)| value.is_null()).map(|(key, _)| &**key).collect();
                assert!(missing.iter().all(|key| nullable.contains(key)), "{n} {wrong_in_ten} {missing:?}");
                assert_eq!(pair["se"].is_null(), n == 1);
                assert!(pair["interval"][0].as_f64() <= pair["interval"][1].as_f64());
            }
            assert!(report["several"]["p"].is_number() && report["position_bias"][0]["p"].is_number());
        }
    }
}

#[test]
fn a_dataset_without_labels_has_no_clusters() {
    let mut questions = questions(30);
    for question in &mut questions {
        question.label.clear();
    }
    let pair = &report(&questions, &[letters(&questions, 1, 3), letters(&questions, 2, 3)])["pairs"][0];
    assert_eq!(
        (&pair["clusters"], &pair["se_clustered"], &pair["design_effect"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    // A question without label among others is a cluster of its own.
    questions[0].label = "x".to_owned();
    questions[1].label = "x".to_owned();
    let pair = &report(&questions, &[letters(&questions, 1, 3), letters(&questions, 2, 3)])["pairs"][0];
    assert_eq!(pair["clusters"], 29);
}
