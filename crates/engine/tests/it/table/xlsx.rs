//! Spreadsheets, made here part by part.

use std::io::{Cursor, Write};

use engine::table::{TableError, Value, xlsx};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MAIN: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SHEET: &str = "xl/sheet.xml";

/// A workbook with a sheet and any other parts.
fn workbook(path: &str, target: &str, parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let (folder, name) = path.rsplit_once('/').unwrap();
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    let types = format!("<Types><Override PartName=\"/{path}\" ContentType=\"{kind}\"/></Types>");
    let relationships =
        format!("<Relationships><Relationship Id=\"r1\" Type=\"x\" Target=\"{target}\"/></Relationships>");
    let book = format!(
        "<workbook {MAIN} xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let rels = format!("{folder}/_rels/{name}.rels");
    let mut own = vec![("[Content_Types].xml", types), (path, book), (rels.as_str(), relationships)];
    own.retain(|(path, _)| parts.iter().all(|(other, _)| other != path));
    let own = own.into_iter().map(|(path, content)| (path, content.into_bytes()));
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in own.chain(parts.iter().cloned()) {
        archive.start_file(path, SimpleFileOptions::default()).unwrap();
        archive.write_all(&content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn sheet_xml(rows: &str) -> String {
    format!("<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>")
}

/// A workbook whose only sheet has these rows.
pub(crate) fn sheet(rows: &str) -> Vec<u8> {
    workbook("xl/workbook.xml", "sheet.xml", &[(SHEET, sheet_xml(rows).into_bytes())])
}

/// A cell in a column of its own, below a header.
fn cell(cell: &str, parts: &[(&str, String)]) -> Value {
    let rows = format!("<row><c t=\"inlineStr\"><is><t>name</t></is></c></row><row>{cell}</row>");
    let mut all = vec![(SHEET, sheet_xml(&rows).into_bytes())];
    all.extend(parts.iter().map(|(path, content)| (*path, content.clone().into_bytes())));
    xlsx::read(&workbook("xl/workbook.xml", "sheet.xml", &all)).unwrap().columns()[0].values[0].clone()
}

fn styles(code: &str) -> (&'static str, String) {
    let formats = format!("<numFmts><numFmt numFmtId=\"200\" formatCode=\"{code}\"/></numFmts>");
    let xfs = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"200\"/></cellXfs>";
    ("xl/styles.xml", format!("<styleSheet {MAIN}>{formats}{xfs}</styleSheet>"))
}

fn number(number: f64, code: &str, parts: &[(&str, String)]) -> Value {
    let parts = [&[styles(code)], parts].concat();
    cell(&format!("<c s=\"1\"><v>{number:?}</v></c>"), &parts)
}

fn other(text: &str) -> Value {
    Value::Other(text.into())
}

#[test]
fn targets_resolve_against_the_folder() {
    let rows = sheet_xml("<row><c><v>1</v></c></row>");
    for (book, target, path) in [
        ("xl/workbook.xml", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("xl/workbook.xml", "/xl/sheet.xml", "xl/sheet.xml"),
        ("xl/a/workbook.xml", "../b/./sheet.xml", "xl/b/sheet.xml"),
    ] {
        let read = xlsx::read(&workbook(book, target, &[(path, rows.clone().into_bytes())]));
        assert_eq!(read.unwrap().columns().len(), 1, "{target}");
    }
}

#[test]
fn the_cell_that_makes_a_table_too_large_is_named() {
    let named = |rows: &str| match xlsx::read(&sheet(rows)) {
        Err(TableError::FarCell { cell, found, .. }) => (cell, found),
        other => panic!("{other:?}"),
    };
    let wide = "<row r=\"100000\"><c r=\"B100000\"><v>1</v></c><c r=\"AA100000\"><v>1</v></c></row>";
    assert_eq!(named(wide), ("AA100000".to_owned(), 2_700_000));
    let long = "<row><c><v>1</v></c><c r=\"XFD1\"><v>1</v></c></row><row r=\"92\"><c r=\"A92\"><v>1</v></c></row>";
    assert_eq!(named(long), ("A92".to_owned(), 1_507_328));
}

#[test]
fn format_codes_are_dates_durations_or_numbers() {
    let (plain, date, duration) = (Value::Float(1.5), other("1900-01-01 12:00:00"), other("1 days 12:00:00"));
    let cases = [
        ("General", &plain),
        ("0.00", &plain),
        ("yyyy-mm-dd h:mm:ss", &date),
        ("[hh]:mm:ss", &duration),
        ("[$-409]d-mmm", &date),
        ("[$EUR ]#,##0.00_-", &plain),
        ("[Red]0.0", &plain),
        ("0 &quot;days&quot;", &plain),
        ("0\\d", &plain),
        ("0;yyyy", &plain),
        ("&quot;open", &plain),
        ("[mm]:ss", &duration),
    ];
    for (code, expected) in cases {
        assert_eq!(number(1.5, code, &[]), *expected, "{code}");
    }
}

#[test]
fn numbers_become_dates() {
    const DATE: &str = "yyyy";
    let cases = [
        (45_352.0, "2024-03-01 00:00:00"),
        (45_352.5, "2024-03-01 12:00:00"),
        (45_352.999_999_999_9, "2024-03-02 00:00:00"),
        (0.5, "12:00:00"),
        (0.0, "00:00:00"),
        (1.0, "1900-01-01 00:00:00"),
        (59.0, "1900-02-28 00:00:00"),
        (60.0, "1900-02-28 00:00:00"),
        (61.0, "1900-03-01 00:00:00"),
        (36_526.000_005_787_04, "2000-01-01 00:00:00.500000"),
        (2_958_465.0, "9999-12-31 00:00:00"),
        (-1.0, "1899-12-29 00:00:00"),
    ];
    for (days, text) in cases {
        assert_eq!(number(days, DATE, &[]), other(text), "{days}");
    }
    let of_1904 = format!(
        "<workbook {MAIN} xmlns:r=\"{OFFICE}\"><workbookPr date1904=\"1\"/>\
         <sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let of_1904 = [("xl/workbook.xml", of_1904)];
    assert_eq!(number(0.0, DATE, &of_1904), other("00:00:00"));
    assert_eq!(number(1.0, DATE, &of_1904), other("1904-01-02 00:00:00"));
    // Error values become NaN.
    assert_eq!(number(2_958_466.0, DATE, &[]), Value::Missing);
    assert_eq!(number(f64::MAX, DATE, &[]), Value::Missing);
}

#[test]
fn durations_print_as_python_and_as_pandas() {
    let cases = [
        (1.25, "1 day, 6:00:00", "1 days 06:00:00"),
        (0.5, "12:00:00", "0 days 12:00:00"),
        (-0.125, "-1 day, 21:00:00", "-1 days +21:00:00"),
        (1.5 / 86_400.0, "0:00:01.500000", "0 days 00:00:01.500000"),
    ];
    for (days, python, pandas) in cases {
        assert_eq!(number(days, "[h]:mm", &[]), other(pandas), "{days}");
        // Beside a text pandas leaves them to Python.
        let cells = format!("<c s=\"1\"><v>{days:?}</v></c></row><row><c t=\"inlineStr\"><is><t>x</t></is></c>");
        assert_eq!(cell(&cells, &[styles("[h]:mm")]), other(python), "{days}");
    }
}

#[test]
fn iso_dates_are_checked() {
    let date = |iso: &str| {
        let rows = format!("<row><c><v>1</v></c></row><row><c t=\"d\"><v>{iso}</v></c></row>");
        xlsx::read(&sheet(&rows)).map(|frame| frame.columns()[0].values[0].to_python_text()).ok()
    };
    assert_eq!(date("2024-02-29"), Some("2024-02-29".to_owned()));
    assert_eq!(date("2024-03-01T12:30:00Z"), Some("2024-03-01 12:30:00".to_owned()));
    assert_eq!(date("12:30:00.5"), Some("12:30:00.500000".to_owned()));
    assert_eq!(date("2024-03-01T12:30:00.1234567+08:00"), Some("2024-03-01 12:30:00.123000".to_owned()));
    assert_eq!(date("2024-03-01 12:30"), Some("2024-03-01".to_owned()));
    // A column of nothing but durations prints as pandas does.
    assert_eq!(date("PT26H30M"), Some("1 days 02:30:00".to_owned()));
    for wrong in ["2023-02-29", "25:00", "soon"] {
        assert_eq!(date(wrong), None, "{wrong}");
    }
    let created = |moment: &str| {
        let properties = format!("<coreProperties><created>{moment}</created></coreProperties>").into_bytes();
        let parts = [(SHEET, sheet_xml("").into_bytes()), ("docProps/core.xml", properties)];
        xlsx::read(&workbook("xl/workbook.xml", "sheet.xml", &parts)).is_ok()
    };
    assert!(created("2024-03-01T12:30") && !created("2024-03-01"));
}

#[test]
fn utf16_and_latin1_become_utf8() {
    let read = |xml: Vec<u8>| {
        let frame = xlsx::read(&workbook("xl/workbook.xml", "sheet.xml", &[(SHEET, xml)]))?;
        Ok::<_, TableError>(frame.columns()[0].name.to_python_text())
    };
    let text = |text: &str| sheet_xml(&format!("<row><c t=\"inlineStr\"><is><t>{text}</t></is></c></row>"));
    // A character of two units stands at every place of a piece.
    let long = format!("é{}", "x😀".repeat(4_096));
    for unit in [u16::to_le_bytes, u16::to_be_bytes] {
        let bytes: Vec<u8> = text(&long).encode_utf16().flat_map(unit).collect();
        assert_eq!(read(bytes.clone()).unwrap(), long);
        let marked: Vec<u8> = "\u{feff}".encode_utf16().flat_map(unit).chain(bytes.iter().copied()).collect();
        assert_eq!(read(marked).unwrap(), long);
        assert!(read(bytes[..bytes.len() - 1].to_vec()).is_err());
    }
    assert_eq!(read(text(&long).into_bytes()).unwrap(), long);
    let latin = format!("<?xml version='1.0' encoding='ISO-8859-1'?>{}", text("é"));
    let latin = latin.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    assert_eq!(read(latin).unwrap(), "é");
    assert!(read(b"\xFF\xFE\x00\xD8<\0".to_vec()).is_err());
}
