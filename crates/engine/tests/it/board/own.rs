//! The user's scores as rows of the board.

use engine::board::{CorrectCount, DEPARTMENTS, GRANULARITIES, OwnResult, OwnSplit, TASKS, keep_text, parse_kept};
use engine::scoring::{GroupScore, Grouping, RuleSet};

fn group(name: &str, hits: u32, n: u32) -> GroupScore {
    GroupScore { name: Some(name.to_owned()), n, correct: hits, ..GroupScore::default() }
}

fn grouping(column: &str, groups: Vec<GroupScore>) -> Grouping {
    Grouping { column: column.to_owned(), vlmevalkit: true, groups }
}

fn own() -> OwnResult {
    let blank = GroupScore { name: None, n: 2, correct: 1, ..GroupScore::default() };
    let groupings = [
        grouping("clinical vqa task", vec![group("Bone", 3, 4), group("bone", 1, 4), group("unheard of", 1, 1)]),
        grouping("department", vec![group("Urology", 2, 5), blank]),
        grouping("perceptual granularity", vec![group("Box level", 1, 3)]),
        grouping("modality", vec![group("CT", 1, 3)]),
    ];
    OwnResult::new("mine.xlsx".to_owned(), RuleSet::R2024, CorrectCount { correct: 5, n: 9 }, &groupings)
}

#[test]
fn groups_are_laid_on_the_columns_of_the_board() {
    let own = own();
    assert_eq!(own.tasks[2], CorrectCount { correct: 4, n: 8 });
    assert_eq!(own.departments[17], CorrectCount { correct: 2, n: 5 });
    assert_eq!(own.granularity[3], CorrectCount { correct: 1, n: 3 });
    let placed: u32 = own.tasks.iter().chain(&own.departments).chain(&own.granularity).map(|count| count.n).sum();
    assert_eq!(placed, 8 + 5 + 3);
}

#[test]
fn the_split_is_told_by_the_number_of_questions() {
    assert_eq!(OwnSplit::of_count(4550), OwnSplit::Val);
    assert_eq!(OwnSplit::of_count(21_281), OwnSplit::Test);
    assert_eq!(OwnSplit::of_count(35), OwnSplit::Other);
}

#[test]
fn what_is_kept_is_read_back() {
    let kept = [own()];
    assert_eq!(parse_kept(&keep_text(&kept).unwrap()).unwrap(), kept);
}

#[test]
fn impossible_and_surplus_rows_are_dropped() {
    let mut impossible = own();
    impossible.tasks[0] = CorrectCount { correct: 2, n: 1 };
    assert_eq!(parse_kept(&keep_text(&[impossible]).unwrap()).unwrap(), []);
    assert_eq!(parse_kept(&keep_text(&vec![own(); 60]).unwrap()).unwrap().len(), 50);
    assert!(parse_kept("{}").is_err());
}

#[test]
fn values_are_found_however_they_are_written() {
    let named = |column: &str, name: &str| {
        let groups = vec![group(name, 1, 1)];
        OwnResult::new(String::new(), RuleSet::R2024, CorrectCount::default(), &[grouping(column, groups)])
    };
    let place = |counts: &[CorrectCount]| counts.iter().position(|count| count.n > 0);
    let task = |name: &str| place(&named("clinical vqa task", name).tasks);
    let department = |name: &str| place(&named("department", name).departments);
    let granularity = |name: &str| place(&named("perceptual granularity", name).granularity);
    assert_eq!(task("organ recognition – head and neck"), Some(11));
    assert_eq!(department("ENT/HNS"), Some(14));
    assert_eq!(granularity("Box Level"), Some(3));
    assert_eq!(task(""), None);
    for (at, group) in TASKS.iter().enumerate() {
        assert_eq!([task(group.name), task(group.abbreviation)], [Some(at); 2]);
    }
    for (at, group) in DEPARTMENTS.iter().enumerate() {
        assert_eq!([department(group.name), department(group.abbreviation)], [Some(at); 2]);
    }
    for (at, group) in GRANULARITIES.iter().enumerate() {
        assert_eq!([granularity(group.name), granularity(group.abbreviation)], [Some(at); 2]);
    }
}

/// Rows that version 0.1.0 has stored.
#[test]
fn stored_rows_are_read() {
    let zeros = |count: usize| vec![r#"{"hits":0,"n":0}"#; count].join(",");
    let (eighteen, four) = (zeros(18), zeros(4));
    let text = format!(
        r#"[{{"name":"mine.xlsx","rules":"r2024","overall":{{"hits":5,"n":9}},"tasks":[{eighteen}],"departments":[{eighteen}],"granularity":[{four}]}}]"#
    );
    let kept = parse_kept(&text).unwrap();
    assert_eq!(kept[0].overall, CorrectCount { correct: 5, n: 9 });
    assert_eq!(keep_text(&kept).unwrap(), text);
}
