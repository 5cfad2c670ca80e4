//! Checking predictions.

mod predictions;
mod sentence;

use engine::check::Split;

#[test]
fn the_name_tells_the_split() {
    let cases = [
        ("model_GMAI-MMBench_VAL.xlsx", Split::Val),
        ("model_GMAI-MMBench_TEST.tsv", Split::Test),
        ("latest_GMAI-MMBench_VAL.xlsx", Split::Val),
        ("interval_gmai-mmbench_test.csv", Split::Test),
        ("predictions.xlsx", Split::Val),
    ];
    for (name, split) in cases {
        assert_eq!(Split::of_name(name), split, "{name}");
    }
}
