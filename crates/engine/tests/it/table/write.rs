//! Tables as they are written.

use engine::table::{Column, Frame, TableError, Value, json, write};

#[test]
fn every_field_is_quoted() {
    let frame = Frame::new(vec![
        Column::named("a", vec![Value::text("q\"q"), Value::None, Value::text("l1\r\nl2")]),
        Column { name: Value::Int(5), values: vec![Value::Float(1e16), Value::Missing, Value::Bool(true)] },
    ]);
    let text = "\"a\"\t\"5\"\n\"q\"\"q\"\t\"1e+16\"\n\"\"\t\"\"\n\"l1\r\nl2\"\t\"True\"\n";
    assert_eq!(write::delimited(&frame, b'\t'), text.as_bytes());
    assert_eq!(write::delimited(&Frame::default(), b','), b"\n");
}

#[test]
fn tables_are_written_as_python_writes_them() {
    let column = Column::named;
    let frame = Frame::new(vec![
        column("index", vec![Value::Int(0), Value::Int(1)]),
        column("A", vec![Value::Missing, Value::Float(5.0)]),
        column("B", vec![Value::None, Value::Bool(true)]),
        column("prediction", vec![Value::text("q\"\\\r\n\t\u{8}\u{1f}\u{7f}é😀"), Value::Float(f64::INFINITY)]),
    ]);
    // Python: json.dumps([{…}, {…}], indent=4, ensure_ascii=False)
    let python = concat!(
        "[\n    {\n        \"index\": 0,\n        \"A\": NaN,\n        \"B\": null,\n",
        "        \"prediction\": \"q\\\"\\\\\\r\\n\\t\\b\\u001f\u{7f}é😀\"\n    },\n",
        "    {\n        \"index\": 1,\n        \"A\": 5.0,\n        \"B\": true,\n",
        "        \"prediction\": Infinity\n    }\n]",
    );
    assert_eq!(String::from_utf8(write::json(&frame)).unwrap(), python);
    assert_eq!(write::json(&Frame::default()), b"[]");
    let read = json::read(&write::json(&frame)).unwrap();
    assert_eq!(read.columns()[3].values[0], frame.columns()[3].values[0]);
}

#[test]
fn more_than_a_sheet_holds_is_no_limit_of_this_page() {
    let wide = Frame::new(vec![Column::named("A", Vec::new()); 16_385]);
    let detail = "it has 16,385 columns, a sheet holds 16,384".to_owned();
    assert_eq!(write::xlsx(&wide), Err(TableError::UnwritableSpreadsheet { detail }));
}

/// The text of a part of a workbook.
fn part(workbook: &[u8], path: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    std::io::read_to_string(archive.by_name(path).unwrap()).unwrap()
}

#[test]
fn columns_have_letters() {
    let wide = Frame::new(vec![Column::named("A", Vec::new()); 16_384]);
    let sheet = part(&write::xlsx(&wide).unwrap(), "xl/worksheets/sheet1.xml");
    let cells: Vec<&str> = sheet.split("<c r=\"").skip(1).map(|cell| cell.split('"').next().unwrap()).collect();
    for (place, name) in [(0, "A1"), (25, "Z1"), (26, "AA1"), (701, "ZZ1"), (702, "AAA1"), (16_383, "XFD1")] {
        assert_eq!(cells[place], name);
    }
}

#[test]
fn control_characters_and_escapes_are_escaped() {
    let cases = [
        ("a\r\n\tb", "a_x000D_\n\tb"),
        ("_x000D_", "_x005F_x000D_"),
        ("_x0041_x0042_", "_x005F_x0041_x0042_"),
        ("_x00_ <&> _x12345", "_x00_ &lt;&amp;&gt; _x12345"),
        ("\u{ffff}\u{1}", "_xFFFF__x0001_"),
        // An escape has four digits.
        ("_x000D_ and more", "_x005F_x000D_ and more"),
        ("_x+00D_", "_x+00D_"),
        ("_x00_", "_x00_"),
        ("_x000D", "_x000D"),
        ("_x00é_", "_x00é_"),
        ("x000D_", "x000D_"),
        ("_x00g0_", "_x00g0_"),
        ("a_x_x000d_", "a_x_x005F_x000d_"),
        ("_x_x_x", "_x_x_x"),
    ];
    for (text, escaped) in cases {
        let workbook = write::xlsx(&Frame::new(vec![Column::named(text, Vec::new())])).unwrap();
        let strings = part(&workbook, "xl/sharedStrings.xml");
        assert!(strings.contains(&format!("<t xml:space=\"preserve\">{escaped}</t>")), "{strings}");
    }
}
