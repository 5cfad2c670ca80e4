//! Values of scipy, statsmodels, scikit-learn and krippendorff, see `tests/stats/README.md`.

use std::collections::HashMap;
use std::path::Path;

use engine::stats::{
    Calibration, Choice, Clustered, Forecast, Paired, PositionBias, Several, clustered, cochran_q, cohen_kappa,
    detectable_difference, holm, krippendorff_alpha, mcnemar_exact, mcnemar_mid_p, percent_agreement, wilson95,
};
use serde_json::Value;

use super::assert_close;

fn golden(kind: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/stats/golden.json");
    let mut golden: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let cases = serde_json::from_value::<Vec<Value>>(golden[kind].take()).unwrap();
    assert!(!cases.is_empty());
    cases
}

#[track_caller]
fn assert_value(found: Option<f64>, expected: &Value) {
    match (found, expected.as_f64()) {
        (Some(found), Some(expected)) => assert_close(found, expected),
        (found, expected) => assert_eq!(found, expected),
    }
}

#[track_caller]
fn assert_interval(found: Option<(f64, f64)>, expected: &Value) {
    assert_value(found.map(|(low, _)| low), &expected[0]);
    assert_value(found.map(|(_, high)| high), &expected[1]);
}

fn numbers(values: &Value) -> Vec<u32> {
    serde_json::from_value(values.clone()).unwrap()
}

fn correctness(values: &Value) -> Vec<bool> {
    numbers(values).into_iter().map(|value| value == 1).collect()
}

fn assert_paired(table: Paired, expected: &Value) {
    for (name, count) in [
        ("n", table.n()),
        ("both", table.both),
        ("only_a", table.only_a),
        ("only_b", table.only_b),
        ("neither", table.neither),
    ] {
        assert_eq!(count, expected[name], "{name}");
    }
    assert_value(table.difference(), &expected["difference"]);
    assert_value(table.standard_error(), &expected["se"]);
    assert_interval(table.wald(), &expected["wald"]);
    assert_interval(table.agresti_min(), &expected["agresti_min"]);
    assert_value(Some(mcnemar_exact(table.only_a, table.only_b)), &expected["mcnemar_exact_p"]);
    assert_value(Some(mcnemar_mid_p(table.only_a, table.only_b)), &expected["mcnemar_mid_p"]);
    let discordance = f64::from(table.discordant()) / f64::from(table.n());
    assert_value(detectable_difference(discordance, table.n() as usize), &expected["mde80"]);
}

fn assert_clustered(found: Option<Clustered>, expected: &Value) {
    let Some(found) = found else { return assert!(expected.is_null()) };
    assert_eq!(found.clusters as u64, expected["clusters"]);
    assert_value(Some(found.mean), &expected["mean"]);
    assert_value(Some(found.standard_error), &expected["se_clustered"]);
    assert_value(Some(found.plain), &expected["se_plain"]);
    assert_value(found.design_effect(), &expected["design_effect"]);
}

#[test]
fn pairs_of_files() {
    for case in golden("paired") {
        let (a, b) = (correctness(&case["a"]), correctness(&case["b"]));
        let pairs: Vec<_> = a.iter().copied().zip(b).collect();
        assert_paired(Paired::of(pairs.iter().copied()), &case["paired"]);

        let mut names = HashMap::new();
        let mut cluster = |name: &Value| {
            let next = names.len();
            *names.entry(name.to_string()).or_insert(next)
        };
        let clusters: Vec<usize> = case["cluster"].as_array().unwrap().iter().map(&mut cluster).collect();
        let real = |correct: bool| f64::from(u8::from(correct));
        let differences = pairs.iter().map(|(a, b)| real(*a) - real(*b));
        assert_clustered(clustered(differences.zip(clusters.iter().copied())), &case["clustered_difference"]);
        let of_a = a.iter().map(|a| real(*a));
        assert_clustered(clustered(of_a.zip(clusters)), &case["clustered_a"]);
        let correct = a.iter().filter(|correct| **correct).count();
        assert_interval(wilson95(correct as u32, a.len() as u32), &case["wilson_a"]);

        let group_of_row = numbers(&case["group"]);
        let groups = case["by_group"].as_array().unwrap();
        let mut tested = Vec::new();
        for group in groups {
            let in_group = pairs.iter().zip(&group_of_row).filter(|(_, of_row)| **of_row == group["group"]);
            let table = Paired::of(in_group.map(|(pair, _)| *pair));
            assert_paired(table, group);
            if table.discordant() > 0 {
                tested.push((mcnemar_exact(table.only_a, table.only_b), &group["holm_p"]));
            } else {
                assert!(group["holm_p"].is_null());
            }
        }
        let adjusted = holm(&tested.iter().map(|(p, _)| *p).collect::<Vec<_>>());
        for (found, (_, expected)) in adjusted.into_iter().zip(tested) {
            assert_value(Some(found), expected);
        }
    }
}

#[test]
fn several_files() {
    for case in golden("several") {
        let files: Vec<_> = case["hits"].as_array().unwrap().iter().map(correctness).collect();
        let test = cochran_q(&files).unwrap();
        assert_value(Some(test.q), &case["cochran_q"]);
        assert_value(Some(test.p), &case["cochran_p"]);
        let several = Several::of(&files).unwrap();
        assert_eq!(several.best as u64, case["best"]);
        let expected: Vec<usize> = serde_json::from_value(case["not_distinguishable_from_best"].clone()).unwrap();
        assert_eq!(several.not_distinguishable, expected);
        let pairs = case["pairs"].as_array().unwrap();
        assert_eq!(several.pairs.len(), pairs.len());
        for (found, expected) in several.pairs.iter().zip(pairs) {
            assert_eq!(
                (found.a as u64, found.b as u64),
                (expected["a"].as_u64().unwrap(), expected["b"].as_u64().unwrap())
            );
            assert_value(Some(found.p), &expected["p"]);
            assert_value(Some(found.holm_p), &expected["holm_p"]);
        }
    }
}

#[test]
fn calibration() {
    for case in golden("calibration") {
        let probabilities: Vec<Vec<f64>> = serde_json::from_value(case["probabilities"].clone()).unwrap();
        let answers = numbers(&case["gold"]);
        let forecasts = probabilities.iter().zip(answers).map(|(row, answer)| Forecast::new(row, answer as usize));
        let calibration = Calibration::of(&forecasts.map(Option::unwrap).collect::<Vec<_>>()).unwrap();
        assert_value(Some(calibration.ece), &case["ece15_equal_mass"]);
        assert_value(Some(calibration.brier), &case["brier"]);
        assert_value(Some(calibration.nll), &case["nll"]);
        assert_value(calibration.auroc, &case["auroc"]);
        assert_value(Some(calibration.aurc), &case["aurc"]);
        for (percent, expected) in case["accuracy_at_coverage"].as_object().unwrap() {
            assert_value(calibration.accuracy_at_coverage(percent.parse().unwrap()), expected);
        }
    }
}

#[test]
fn position_bias() {
    for case in golden("position_bias") {
        let rows = numbers(&case["options"]).into_iter().zip(numbers(&case["gold"])).zip(numbers(&case["chosen"]));
        let choice = |((options, answer), chosen): ((u32, u32), u32)| Choice {
            options: (1 << options) - 1,
            answer: answer as u8,
            chosen: Some(chosen as u8),
        };
        let bias = PositionBias::of(&rows.map(choice).collect::<Vec<_>>());
        assert_eq!(bias.observed, numbers(&case["observed"]));
        assert_eq!(bias.expected.len(), case["expected"].as_array().unwrap().len());
        for (place, expected) in bias.expected.iter().enumerate() {
            assert_value(Some(*expected), &case["expected"][place]);
            assert_value(bias.recall[place], &case["recall"][place]);
        }
        assert_value(Some(bias.x2), &case["x2"]);
        assert_value(bias.rstd, &case["rstd"]);
    }
}

#[test]
fn agreement() {
    for case in golden("agreement") {
        let ratings: Vec<Vec<Option<u32>>> = serde_json::from_value(case["ratings"].clone()).unwrap();
        assert_value(krippendorff_alpha(&ratings), &case["krippendorff_alpha_nominal"]);
        if let [a, b] = &ratings[..] {
            assert_value(percent_agreement(a, b), &case["percent"]);
            assert_value(cohen_kappa(a, b), &case["cohen_kappa"]);
        }
    }
}
