use engine::keywords::{Query, SearchField, marks};

#[test]
fn a_field_shows_what_is_searched_in_it() {
    let query = Query::parse("lens question:which option:cataract -cup").unwrap();
    assert_eq!(marks(&query, SearchField::Question, "which lens, cataract, cup"), [(0, 5), (6, 10)]);
    assert_eq!(marks(&query, SearchField::Option, "which lens, cataract, cup"), [(6, 10), (12, 20)]);
}
