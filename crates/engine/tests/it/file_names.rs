//! Names that tell files apart.

use engine::file_names::unique_name;

#[test]
fn names_that_are_taken_get_a_number() {
    assert_eq!(unique_name("a.b.xlsx", &["c.xlsx"]), "a.b.xlsx");
    assert_eq!(unique_name("a.b.xlsx", &["a.b.xlsx"]), "a.b (2).xlsx");
    assert_eq!(unique_name("a.xlsx", &["a.xlsx", "a (2).xlsx"]), "a (3).xlsx");
    assert_eq!(unique_name("a", &["a"]), "a (2)");
}
