//! Prediction files that are read although something about their form is wrong.

use engine::check::{Checked, Reference, Split, check};
use engine::table::{Frame, TableError, TextEncoding, Value, read};
use engine::tsv::TsvError;

fn checked(bytes: &[u8]) -> Checked {
    check("m.csv", bytes, &Reference::Split(Split::Val))
}

/// The encoding that is found in place of UTF-8.
fn encoding(bytes: &[u8]) -> Option<TextEncoding> {
    checked(bytes).issues.encoding.map(|issue| issue.encoding)
}

#[test]
fn encodings_are_told_apart() {
    let text = "index,question\n0,心脏在哪里\n";
    let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(encoding(&le), Some(TextEncoding::Utf16Le));
    assert_eq!(encoding(&be), Some(TextEncoding::Utf16Be));
    assert_eq!(encoding(&[&b"\xFF\xFE"[..], &le].concat()), Some(TextEncoding::Utf16Le));
    assert_eq!(encoding(&[&b"\xFE\xFF"[..], &be].concat()), Some(TextEncoding::Utf16Be));
    let table = checked(&be).table.unwrap();
    assert_eq!(table.frame.column("question").unwrap().values, [Value::text("心脏在哪里")]);
    assert_eq!(encoding(text.as_bytes()), None);
    assert_eq!(encoding(b"index\n\xD0\xC4\xD4\xE0\n"), Some(TextEncoding::EastAsian));
    // A byte is put in, a character is cut off, half a pair of surrogates is written.
    let put_in = [text.as_bytes(), b"\xE9\n"].concat();
    for bytes in [&put_in[..], b"index\n0,it\xE2\x80s\n", b"index\n0,\xED\xA0\xBD\n"] {
        assert_eq!(encoding(bytes), Some(TextEncoding::BrokenUtf8), "{bytes:?}");
    }
    // A character stands across every end of the pieces of 1 MiB that are looked at.
    let long = [b"index\n ", "心脏".repeat(1 << 19).as_bytes()].concat();
    assert_eq!(encoding(&long), None);
    assert_eq!(encoding(&[&long[..], b"\xBF\xBF\xBF\xBF"].concat()), Some(TextEncoding::BrokenUtf8));
    assert_eq!(encoding(b"index\ncaf\xE9 au lait\n"), Some(TextEncoding::European));
    assert_eq!(encoding(b"\xFF\xFE\0\0i\0\0\0"), Some(TextEncoding::Utf32));
    for binary in [&[0, 1, 2, 3, 0, 0][..], b"\0\0\0\0\0\0\0\0"] {
        assert!(matches!(checked(binary).issues.failure, Some(TableError::UnknownFormat { .. })), "{binary:?}");
    }
}

#[test]
fn a_header_has_two_known_names() {
    let above = |text: &str| checked(text.as_bytes()).issues.rows_above;
    assert_eq!(above("Results of prediction\nA,B,A\nIndex, PREDICTION\n1,A\n"), 2);
    assert_eq!(above("Results of prediction\nA,B,A\n"), 0);
}

#[test]
fn lines_are_those_of_the_file() {
    let line = |text: &str| {
        let issues = checked(text.as_bytes()).issues;
        (issues.rows_above, issues.header_line)
    };
    assert_eq!(line("index,prediction\n0,A\n"), (0, 1));
    assert_eq!(line("Results\nof May\nindex,prediction\n0,A\n"), (2, 3));
    assert_eq!(line("Results\r\n\r\nof May\r\n\r\nindex,prediction\r\n0,A\r\n"), (2, 5));
    assert_eq!(line("Results\r\rindex,prediction\r0,A\r"), (1, 3));
}

fn names(frame: &Frame) -> Vec<String> {
    frame.columns().iter().map(|column| column.name.to_python_text()).collect()
}

/// pandas reads another table, or none, where the one that was meant is found all the same.
#[test]
fn strict_reading_goes_by_the_name_and_the_first_row() {
    let strict = |bytes: &[u8]| read("m.csv", bytes).map(|frame| names(&frame));
    let json = br#"[{"index": 0, "prediction": "A"}]"#;
    let utf16: Vec<u8> = "\u{feff}index,prediction\n0,A\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [(&[u8], &[&str]); 3] = [
        (b"index;prediction\n0;A\n", &["index;prediction"]),
        (b"Results,\nindex,prediction\n0,A\n", &["Results", "Unnamed: 1"]),
        (json, &["[{\"index\": 0", " \"prediction\": \"A\"}]"]),
    ];
    for (bytes, expected) in cases {
        assert_eq!(strict(bytes).unwrap(), expected);
        assert_eq!(names(&checked(bytes).table.unwrap().frame), ["index", "prediction"]);
    }
    assert!(matches!(strict(&utf16), Err(TableError::Delimited(TsvError::NotUtf8 { .. }))));
    assert_eq!(names(&checked(&utf16).table.unwrap().frame), ["index", "prediction"]);
}
