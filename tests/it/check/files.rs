//! Workbooks as spreadsheet programs write them, with any number of sheets and cells of every type.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::tables::Table;

/// A cell of a workbook.
#[derive(Debug, Clone)]
pub(crate) enum Cell<'t> {
    Blank,
    Text(&'t str),
    Number(&'t str),
    /// Days since 1900.
    Date(&'t str),
    Truth(bool),
    /// A formula and its text, where the program has kept one.
    Formula(&'t str, Option<&'t str>),
    Error(&'t str),
}

/// The cells of a table, numbers in the column `index`.
pub(crate) fn cells(table: &Table) -> Vec<Vec<Cell<'_>>> {
    let cell = |(name, text): (&String, &'_ String)| -> Cell<'static> {
        let text: &'static str = Box::leak(text.clone().into_boxed_str());
        match text {
            "" => Cell::Blank,
            number if name == "index" && number.parse::<i64>().is_ok() => Cell::Number(number),
            text => Cell::Text(text),
        }
    };
    let header = table.header.iter().map(|name| Cell::Text(name)).collect();
    let rows = table.rows.iter().map(|row| table.header.iter().zip(row).map(cell).collect());
    std::iter::once(header).chain(rows).collect()
}

/// A workbook of these sheets.
pub(crate) fn workbook(sheets: &[(&str, Vec<Vec<Cell<'_>>>)]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let mut names = String::new();
    let mut relationships = String::new();
    let mut types = String::new();
    for (number, (name, _)) in (1..).zip(sheets) {
        write!(names, "<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"r{number}\"/>").unwrap();
        let target = format!("worksheets/sheet{number}.xml");
        write!(relationships, "<Relationship Id=\"r{number}\" Type=\"{OFFICE}/worksheet\" Target=\"{target}\"/>")
            .unwrap();
        write!(types, "<Override PartName=\"/xl/{target}\" ContentType=\"{KIND}.worksheet+xml\"/>").unwrap();
    }
    let mut parts = vec![
        (
            "[Content_Types].xml".to_owned(),
            format!(
                "<Types xmlns=\"{PACKAGE}/content-types\"><Override PartName=\"/xl/workbook.xml\" \
                 ContentType=\"{KIND}.sheet.main+xml\"/>{types}</Types>"
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{names}</sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{relationships}</Relationships>"),
        ),
        (
            "xl/styles.xml".to_owned(),
            format!(
                "<styleSheet xmlns=\"{MAIN}\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
            ),
        ),
    ];
    for (number, (_, rows)) in (1..).zip(sheets) {
        let rows: String = (1..).zip(rows).map(|(number, row)| row_xml(number, row)).collect();
        let xml = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>");
        parts.push((format!("xl/worksheets/sheet{number}.xml"), xml));
    }
    zipped(&parts)
}

/// A zip container of these parts.
pub(crate) fn zipped(parts: &[(String, String)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in parts {
        archive.start_file(path.as_str(), SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn row_xml(number: usize, row: &[Cell<'_>]) -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let cells: String = (b'A'..)
        .zip(row)
        .map(|(letter, cell)| {
            let place = format!("{}{number}", char::from(letter));
            match cell {
                Cell::Blank => String::new(),
                Cell::Text(text) => {
                    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{}</t></is></c>", escape(text))
                }
                Cell::Number(text) => format!("<c r=\"{place}\"><v>{text}</v></c>"),
                Cell::Date(days) => format!("<c r=\"{place}\" s=\"1\"><v>{days}</v></c>"),
                Cell::Truth(truth) => format!("<c r=\"{place}\" t=\"b\"><v>{}</v></c>", u8::from(*truth)),
                Cell::Formula(formula, None) => format!("<c r=\"{place}\"><f>{formula}</f></c>"),
                Cell::Formula(formula, Some(text)) => {
                    format!("<c r=\"{place}\" t=\"str\"><f>{formula}</f><v>{text}</v></c>")
                }
                Cell::Error(word) => format!("<c r=\"{place}\" t=\"e\"><v>{word}</v></c>"),
            }
        })
        .collect();
    format!("<row r=\"{number}\">{cells}</row>")
}
