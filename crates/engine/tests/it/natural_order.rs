use engine::natural_order::natural_key;

#[test]
fn numbers_count_as_numbers() {
    let mut names = ["part_10.tsv", "part_2.tsv", "part_1.tsv", "part.tsv", "10", "9a"];
    names.sort_by_key(|name| natural_key(name));
    assert_eq!(names, ["part.tsv", "part_1.tsv", "part_2.tsv", "part_10.tsv", "9a", "10"]);
}
