//! JSON and JSON lines as Python reads them.

use engine::table::json::{read, read_lines};
use engine::table::{Frame, JsonKind, TableError, Value};

#[test]
fn what_is_no_list_of_objects_is_refused() {
    let found = |text: &str| match read(text.as_bytes()) {
        Err(TableError::NotRecords { found, is_record }) => (found, is_record),
        other => panic!("{other:?}"),
    };
    assert_eq!(found("{}"), (JsonKind::Object, false));
    assert_eq!(found(" 1"), (JsonKind::Number, false));
    assert_eq!(found("[{}, \"a\"]"), (JsonKind::Text, true));
}

#[test]
fn errors_have_line_and_column() {
    let at = |result: Result<Frame, TableError>| match result {
        Err(TableError::BrokenJson { line, column, .. }) => (line, column),
        other => panic!("{other:?}"),
    };
    assert_eq!(at(read(b"[{\"a\": 1},\n {\"\xC3\xA9\": x}]")), (2, 8));
    assert_eq!(at(read(b"[{\"a\": 1}")), (1, 10));
    assert_eq!(at(read(b"")), (1, 1));
    assert_eq!(at(read(b"[]\n]")), (2, 1));
    assert_eq!(at(read(b"[\n\xFF]")), (2, 1));
    assert_eq!(at(read_lines(b"{\"a\": 1}\n\n{\"a\": 2}\n")), (2, 1));
    assert_eq!(at(read_lines(b"{\"a\": 1}\n{\"a\": 2} 3\n")), (2, 10));
    let deep = format!("[{{\"a\": {}", "[".repeat(100_000));
    assert_eq!(at(read(deep.as_bytes())).0, 1);
}

#[test]
fn half_a_pair_of_surrogates_is_read() {
    let values = |text: &str| read(text.as_bytes()).unwrap().column("a").unwrap().values.clone();
    assert_eq!(values(r#"[{"a": "\ud83dB"}]"#), [Value::text("\u{fffd}B")]);
    assert_eq!(values(r#"[{"a": "\uDE00\ud83d\uDE00\\ud83d"}]"#), [Value::text("\u{fffd}\u{1f600}\\ud83d")]);
    assert_eq!(values(r#"[{"a": "\ud83d\ud83d\ude00"}]"#), [Value::text("\u{fffd}\u{1f600}")]);
    assert!(matches!(read(br#"[{"a": "\ud83"}]"#), Err(TableError::BrokenJson { line: 1, .. })));
    let lines = read_lines(b"{\"a\": \"\\udc00\"}\n").unwrap();
    assert_eq!(lines.column("a").unwrap().values, [Value::text("\u{fffd}")]);
}

#[test]
fn lines_end_in_any_white_space_of_python() {
    let frame = read_lines("{\"a\": 1}\u{85}\n\u{a0}{\"a\": 2}\u{1c}\n\u{2028}\n".as_bytes()).unwrap();
    assert_eq!(frame.column("a").unwrap().values, [Value::Int(1), Value::Int(2)]);
}

#[test]
fn a_byte_order_mark_is_told() {
    assert_eq!(read("\u{feff}[{}]".as_bytes()), Err(TableError::JsonByteOrderMark));
    assert_eq!(read_lines("\u{feff}{}".as_bytes()), Err(TableError::JsonByteOrderMark));
}

#[test]
fn many_names_in_many_rows_are_refused() {
    let rows: Vec<String> = (0..3000).map(|row| format!("{{\"k{row}\": 1}}")).collect();
    let text = format!("[{}]", rows.join(","));
    assert!(matches!(read(text.as_bytes()), Err(TableError::TooLarge { .. })));
}

#[test]
fn blank_last_line_is_no_record() {
    for text in ["{\"a\": \"x\"}", "{\"a\": \"x\"}\n", "{\"a\": \"x\"}\r\n \n"] {
        let frame = read_lines(text.as_bytes()).unwrap();
        assert_eq!(frame.column("a").unwrap().values, [Value::text("x")]);
    }
}

fn printed(json: &str) -> String {
    read(format!("[{{\"a\": {json}}}]").as_bytes()).unwrap().columns()[0].values[0].to_python_text()
}

#[test]
fn lists_and_objects_print_as_python_prints_them() {
    let cases = [
        (r#"["A"]"#, "['A']"),
        (r#"{"answer": "B"}"#, "{'answer': 'B'}"),
        ("[1, null, true, 1.0, 1e20, {}, []]", "[1, None, True, 1.0, 1e+20, {}, []]"),
        (r"[NaN, Infinity, -Infinity, -0, -0.0, 1e400]", "[nan, inf, -inf, 0, -0.0, inf]"),
        (r#"["it's", "\"", "'\""]"#, r#"["it's", '"', '\'"']"#),
        (r#"["\n\t\\ \u0001\u007f\u00a0é\u200b😀\u0301"]"#, "['\\n\\t\\\\ \\x01\\x7f\\xa0é\\u200b😀\u{301}']"),
        (r#"[{"a": 1, "b": 2, "a": 3}]"#, "[{'a': 3, 'b': 2}]"),
        ("[123456789012345678901234567890123456789012345]", "[123456789012345678901234567890123456789012345]"),
    ];
    for (json, python) in cases {
        assert_eq!(printed(json), python, "{json}");
    }
}
