//! Spreadsheets and JSON, read and written as pandas does; `spreadsheets/generate.py` made the cases with pandas.
#![expect(clippy::unwrap_used, reason = "a test's helpers may panic, too")]

use engine::image::base64;
use engine::table::{Column, Frame, TableError, Value, delimited, json, read, write, xlsx};
use serde::Deserialize;

/// A cell as Python type and printed text.
type Cell = (String, String);

#[derive(Deserialize)]
struct Case {
    name: String,
    kind: String,
    content: String,
    columns: Vec<(Cell, Vec<Cell>)>,
    csv: Option<String>,
}

impl Case {
    fn bytes(&self) -> Vec<u8> {
        if self.kind == "xlsx" {
            base64::decode(self.content.as_bytes(), 1 << 20).unwrap()
        } else {
            self.content.clone().into_bytes()
        }
    }

    fn frame(&self) -> Frame {
        let bytes = self.bytes();
        match self.kind.as_str() {
            "xlsx" => xlsx::read(&bytes),
            "json" => json::read(&bytes),
            _ => json::read_lines(&bytes),
        }
        .unwrap()
    }
}

fn cases() -> Vec<Case> {
    let lines = include_str!("../spreadsheets/cases.jsonl").lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn cell(value: &Value) -> Cell {
    let kind = match value {
        Value::Missing => "nan",
        Value::None => "None",
        Value::Bool(_) => "bool",
        Value::Int(_) => "int",
        Value::Float(_) => "float",
        Value::Text(_) => "str",
        Value::Other(_) => "other",
    };
    (kind.to_owned(), value.to_python_text())
}

fn cells(column: &Column) -> (Cell, Vec<Cell>) {
    (cell(&column.name), column.values.iter().map(cell).collect())
}

#[test]
fn every_cell_is_as_pandas_reads_it() {
    for case in cases() {
        let frame = case.frame();
        assert_eq!(frame.columns().len(), case.columns.len(), "{}: columns", case.name);
        for (column, expected) in frame.columns().iter().zip(&case.columns) {
            assert_eq!(&cells(column), expected, "{}", case.name);
        }
    }
}

#[test]
fn delimited_text_is_as_pandas_writes_it() {
    for case in cases() {
        if let Some(expected) = &case.csv {
            let written = write::delimited(&case.frame(), b',');
            assert_eq!(&String::from_utf8(written).unwrap(), expected, "{}", case.name);
        }
    }
}

#[test]
fn written_tables_read_back() {
    let text = |values: &[&str]| values.iter().map(|text| Value::text(text)).collect();
    let column = |name: &str, values: Vec<Value>| Column { name: Value::text(name), values };
    let frame = Frame::new(vec![
        column("index", vec![Value::Int(1), Value::Int(i128::from(i64::MAX)), Value::Int(-3)]),
        column("score", vec![Value::Float(0.1), Value::Missing, Value::Float(1e300)]),
        column("sure", vec![Value::Bool(true), Value::Bool(false), Value::Bool(true)]),
        column("prediction", text(&["=1+1", " A\n ", "_x000D_ <&> \u{1F600}"])),
        column("link", text(&["http://a.example/b", "mailto:A", "external:"])),
    ]);
    let bytes = write::xlsx(&frame).unwrap();
    assert_eq!(read("m.xlsx", &bytes).unwrap(), frame);
    assert_eq!(delimited::read(&write::delimited(&frame, b'\t'), b'\t').unwrap(), frame);
}

#[test]
fn a_spreadsheet_loses_what_vlmevalkit_loses() {
    let frame = Frame::new(vec![Column::named(
        "prediction",
        vec![
            Value::text("A\r\n\u{b}"),
            Value::text(""),
            Value::text("NA"),
            Value::text(&"é".repeat(40_000)),
            Value::None,
            Value::text("x"),
        ],
    )]);
    let read_back = xlsx::read(&write::xlsx(&frame).unwrap()).unwrap();
    let values = [
        Value::text("A_x000D_\n_x000B_"),
        Value::Missing,
        Value::Missing,
        Value::text(&"é".repeat(32_767)),
        Value::Missing,
        Value::text("x"),
    ];
    assert_eq!(read_back.columns()[0].values, values);
}

#[test]
fn a_spreadsheet_cut_off_or_damaged_is_an_error() {
    let shared = cases().into_iter().find(|case| case.name == "shared strings").unwrap();
    let bytes = shared.bytes();
    for length in (0..bytes.len()).step_by(97) {
        let result = xlsx::read(&bytes[..length]);
        assert!(matches!(result, Err(TableError::DamagedSpreadsheet { .. })), "{length}: {result:?}");
    }
    let expected = shared.frame();
    for at in (0..bytes.len()).step_by(13) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x55;
        // Most bytes are of parts that are not read, but none may change a cell unnoticed.
        if let Ok(frame) = xlsx::read(&damaged) {
            assert!(frame == expected || frame.columns().is_empty(), "byte {at}");
        }
    }
}

#[test]
fn far_cells_take_no_memory() {
    let far = sheet(r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#);
    let error = TableError::FarCell { cell: "XFD1048576".to_owned(), found: 17_179_869_184, limit: 1_500_000 };
    assert_eq!(xlsx::read(&far), Err(error));
    let outside = sheet(r#"<row r="1048577"><c r="A1048577"><v>1</v></c></row>"#);
    assert!(matches!(xlsx::read(&outside), Err(TableError::TooLarge { .. })));
    let wide = sheet(r#"<row r="1"><c r="XFE1"><v>1</v></c></row>"#);
    assert!(matches!(xlsx::read(&wide), Err(TableError::TooLarge { .. })));
}

#[test]
fn a_part_larger_than_allowed_or_declared_is_refused() {
    let plain = sheet(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#);
    for bytes in [streamed(&plain), plain] {
        // The last entry of the directory is that of the texts; its unpacked size follows 24 bytes.
        let entry = bytes.windows(4).rposition(|signature| signature == b"PK\x01\x02").unwrap();
        let declaring = |size: u32| {
            let mut changed = bytes.clone();
            changed[entry + 24..entry + 28].copy_from_slice(&size.to_le_bytes());
            xlsx::read(&changed)
        };
        let limit = 512 << 20;
        assert!(matches!(declaring(600 << 20), Err(TableError::TooLarge { limit: found, .. }) if found == limit));
        assert!(matches!(declaring(10), Err(TableError::DamagedSpreadsheet { .. })));
    }
}

// As Google Sheets, LibreOffice, Apache POI and every program that writes rows as it makes them.
#[test]
fn a_spreadsheet_of_a_writer_that_streams_is_read_as_any_other() {
    for case in cases().into_iter().filter(|case| case.kind == "xlsx") {
        let streamed = streamed(&case.bytes());
        // General purpose flags of the first part: bit 3 says that its sizes follow it.
        assert_eq!(streamed[6] & 8, 8);
        assert_eq!(xlsx::read(&streamed), Ok(case.frame()), "{}", case.name);
    }
}

/// The same parts, written without seeking.
fn streamed(bytes: &[u8]) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut source = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut target = zip::ZipWriter::new_stream(Vec::new());
    for place in 0..source.len() {
        let mut part = source.by_index(place).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        target.start_file(part.name().unwrap(), zip::write::SimpleFileOptions::default()).unwrap();
        target.write_all(&content).unwrap();
    }
    target.finish().unwrap().into_inner()
}

/// A spreadsheet whose rows are given as XML.
fn sheet(rows: &str) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut source = zip::ZipArchive::new(Cursor::new(write::xlsx(&Frame::default()).unwrap())).unwrap();
    let mut target = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..source.len() {
        let mut part = source.by_index(place).unwrap();
        let mut xml = String::new();
        part.read_to_string(&mut xml).unwrap();
        let options = zip::write::SimpleFileOptions::default();
        target.start_file(part.name().unwrap(), options).unwrap();
        let xml = xml.replace("<sheetData>", &format!("<sheetData>{rows}"));
        target.write_all(xml.as_bytes()).unwrap();
    }
    target.finish().unwrap().into_inner()
}
