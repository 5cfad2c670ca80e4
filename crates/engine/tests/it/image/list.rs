use std::borrow::Cow;

use engine::image::ImageError;
use engine::image::list::items;

#[test]
fn lists_of_texts_are_read() {
    let cases: [(&str, &[&str]); 8] = [
        ("['iVBOR', \"/9j/\"]", &["iVBOR", "/9j/"]),
        ("[ 'a' ,\n'b', ] ", &["a", "b"]),
        ("[]", &[]),
        ("['']", &[""]),
        (r"['a\'b\\c\n\x41\u00e9\U0001F600d']", &["a'b\\c\nA\u{e9}\u{1F600}d"]),
        ("[\"it's\"]", &["it's"]),
        ("iVBOR", &["iVBOR"]),
        ("", &[""]),
    ];
    for (cell, texts) in cases {
        assert_eq!(items(cell).unwrap(), texts, "{cell}");
    }
}

#[test]
fn plain_texts_are_not_copied() {
    let found = items("['iVBOR', '/9j/']").unwrap();
    assert!(found.iter().all(|text| matches!(text, Cow::Borrowed(_))));
}

#[test]
fn what_breaks_a_list_is_named() {
    let cases = [
        ("[", 1),
        ("['a'", 4),
        ("['a' 'b']", 5),
        ("['a'] x", 6),
        ("[1]", 1),
        ("['a", 3),
        ("['\u{e9}\u{e9}', b'c']", 7),
        ("['a\nb']", 3),
        (r"['a\qb']", 3),
        (r"['\ud800']", 2),
        (r"['\x4", 2),
        (r"['\x+4']", 2),
        ("[,]", 1),
        ("[['a']]", 1),
    ];
    for (cell, at) in cases {
        assert_eq!(items(cell), Err(ImageError::BrokenList { at }), "{cell:?}");
    }
}
