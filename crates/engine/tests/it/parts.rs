use engine::parts::{are_the_same, belong_together, missing, natural_key, part_of};

#[test]
fn a_part_is_known_by_its_name() {
    assert_eq!(part_of("GMAI_mm_bench_TEST_part_11.tsv"), Some(("GMAI_mm_bench_TEST", 11)));
    assert_eq!(part_of("x_part_2 (1).tsv"), Some(("x", 2)));
    assert_eq!(part_of("x_part_two.tsv"), None);
    assert_eq!(part_of("x_part_0.tsv"), None);
    assert_eq!(part_of("VAL.tsv"), None);
    assert!(belong_together("x_part_1.tsv", "x_part_2.tsv"));
    assert!(!belong_together("x_part_1.tsv", "y_part_2.tsv"));
    assert!(!belong_together("x.tsv", "x.tsv"));
    assert!(are_the_same("x_part_1.tsv", "x_part_1 (2).tsv"));
}

#[test]
fn what_lacks_is_named() {
    let names = |names: &[&str]| missing(names.iter().copied());
    assert_eq!(names(&["x_part_4.tsv", "x_part_2.tsv"]), ["x_part_1.tsv", "x_part_3.tsv"]);
    assert_eq!(names(&["x_part_1.tsv", "x_part_2.tsv"]), [""; 0]);
    assert_eq!(names(&["VAL.tsv"]), [""; 0]);
    let lacking = names(&["GMAI_mm_bench_TEST_part_10.tsv", "GMAI_mm_bench_TEST_part_1.tsv"]);
    assert_eq!(lacking.len(), 9);
    assert_eq!(lacking.last().map(String::as_str), Some("GMAI_mm_bench_TEST_part_11.tsv"));
}

#[test]
fn numbers_count_as_numbers() {
    let mut names = ["part_10.tsv", "part_2.tsv", "part_1.tsv", "part.tsv", "10", "9a"];
    names.sort_by_key(|name| natural_key(name));
    assert_eq!(names, ["part.tsv", "part_1.tsv", "part_2.tsv", "part_10.tsv", "9a", "10"]);
}
