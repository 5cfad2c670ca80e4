//! A spreadsheet with one sheet, its texts shared as spreadsheet programs do. Libraries make links of texts that begin as
//! addresses, or escape other characters than openpyxl reads back.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

use crate::limits::{COLUMNS, SPREADSHEET_ROWS, thousands};
use crate::table::escape::{ESCAPE, escaped, needs_escape};
use crate::table::{CELL_CHARACTERS, Frame, TableError, Value};

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const SHEET_START: &str = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;
const STRINGS_START: &str = r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#;

/// Writes a spreadsheet that `pandas.read_excel` reads as it reads VLMEvalKit's own.
///
/// As there: missing cells and empty texts are blank, text is cut to 32,767 characters, control characters become
/// `_x000D_`, infinite numbers become text. Unlike there, no text becomes a link, since that drops or changes texts
/// such as `mailto:A`; whole and other numbers keep all digits; dates become text.
///
/// # Errors
/// [`TableError::UnwritableSpreadsheet`], also beyond 1,048,575 rows or 16,384 columns.
pub fn xlsx(frame: &Frame) -> Result<Vec<u8>, TableError> {
    check("rows", frame.row_count() as u64 + 1, SPREADSHEET_ROWS)?;
    check("columns", frame.columns().len() as u64, COLUMNS.into())?;
    pack(frame).map_err(|error| TableError::UnwritableSpreadsheet { detail: error.to_string() })
}

fn check(what: &str, found: u64, limit: u64) -> Result<(), TableError> {
    if found <= limit {
        return Ok(());
    }
    let detail = format!("it has {} {what}, a sheet holds {}", thousands(found), thousands(limit));
    Err(TableError::UnwritableSpreadsheet { detail })
}

fn pack(frame: &Frame) -> ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in [
        ("[Content_Types].xml", include_str!("workbook/content_types.xml")),
        ("_rels/.rels", include_str!("workbook/package.rels")),
        ("xl/workbook.xml", include_str!("workbook/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", include_str!("workbook/workbook.rels")),
    ] {
        begin(&mut archive, path, content.trim_end())?;
    }
    begin(&mut archive, "xl/worksheets/sheet1.xml", SHEET_START)?;
    let mut strings = Strings::default();
    for row in 0..=frame.row_count() {
        archive.write_all(row_xml(frame, row, &mut strings).as_bytes())?;
    }
    archive.write_all(b"</sheetData></worksheet>")?;
    begin(&mut archive, "xl/sharedStrings.xml", STRINGS_START)?;
    archive.write_all(strings.xml.as_bytes())?;
    archive.write_all(b"</sst>")?;
    Ok(archive.finish()?.into_inner())
}

fn begin(archive: &mut ZipWriter<Cursor<Vec<u8>>>, path: &str, content: &str) -> ZipResult<()> {
    archive.start_file(path, SimpleFileOptions::default())?;
    archive.write_all(DECLARATION.as_bytes())?;
    Ok(archive.write_all(content.as_bytes())?)
}

/// A row of the sheet, of which the first holds the names.
fn row_xml<'f>(frame: &'f Frame, row: usize, strings: &mut Strings<'f>) -> String {
    let number = row + 1;
    let mut xml = format!("<row r=\"{number}\">");
    for (place, column) in frame.columns().iter().enumerate() {
        let value = match row.checked_sub(1) {
            None => Some(&column.name),
            Some(row) => column.values.get(row),
        };
        let (kind, content) = match value {
            None | Some(Value::Missing | Value::None) => continue,
            Some(Value::Bool(truth)) => (" t=\"b\"", u8::from(*truth).to_string()),
            Some(Value::Float(number)) if number.is_infinite() => {
                let word = if *number > 0.0 { "inf" } else { "-inf" };
                (" t=\"s\"", strings.index(word).to_string())
            }
            Some(value @ (Value::Int(_) | Value::Float(_))) => ("", value.to_python_text()),
            Some(Value::Text(text) | Value::Other(text)) if text.is_empty() => continue,
            Some(Value::Text(text) | Value::Other(text)) => (" t=\"s\"", strings.index(text).to_string()),
        };
        let letters = column_letters(place);
        let written = write!(xml, "<c r=\"{letters}{number}\"{kind}><v>{content}</v></c>");
        debug_assert!(written.is_ok(), "writing to a String cannot fail");
    }
    xml.push_str("</row>");
    xml
}

pub(in crate::table) fn column_letters(place: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = place + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest % 26]));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[derive(Default)]
struct Strings<'f> {
    places: HashMap<&'f str, usize>,
    xml: String,
}

impl<'f> Strings<'f> {
    fn index(&mut self, text: &'f str) -> usize {
        let end = text.char_indices().nth(CELL_CHARACTERS).map_or(text.len(), |(end, _)| end);
        let text = text.get(..end).unwrap_or(text);
        let next = self.places.len();
        *self.places.entry(text).or_insert_with(|| {
            self.xml.push_str("<si><t xml:space=\"preserve\">");
            push_escaped(text, &mut self.xml);
            self.xml.push_str("</t></si>");
            next
        })
    }
}

/// Escapes for XML, and what XML cannot hold as spreadsheets do: `_x000D_`, and `_x005F_` before such a text.
fn push_escaped(text: &str, xml: &mut String) {
    let mut escape_ends = 0;
    for (at, character) in text.char_indices() {
        match character {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            character if needs_escape(character) => {
                let written = write!(xml, "_x{:04X}_", u32::from(character));
                debug_assert!(written.is_ok(), "writing to a String cannot fail");
            }
            '_' if at >= escape_ends && escaped(&text[at..]).is_some() => {
                xml.push_str("_x005F_");
                escape_ends = at + ESCAPE;
            }
            character => xml.push(character),
        }
    }
}
