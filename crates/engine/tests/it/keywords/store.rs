use engine::keywords::{Matcher, Query, TextStore, folded};
use proptest::prelude::*;

proptest! {
    #[test]
    fn a_search_finds_each_text_by_itself(
        texts in prop::collection::vec("[abAé \n]{0,8}", 0..20), needle in "[abÁ]{1,3}|\"a b\"",
    ) {
        let query = Query::parse(&needle).unwrap();
        let matcher = Matcher::new(&query.terms[0]);
        let mut store = TextStore::default();
        for (number, text) in (0..).zip(&texts) {
            store.add(number * 2, text);
            store.add(number * 2, "a ab b");
        }
        let found = store.search(&matcher);
        for (number, text) in texts.iter().enumerate() {
            prop_assert_eq!(found[number * 2], matcher.places(&folded(text)).next().is_some());
        }
        prop_assert!(found.iter().skip(1).step_by(2).all(|&found| !found));
    }
}
