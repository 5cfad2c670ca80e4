//! Workbooks: which sheet holds the predictions, and where its header stands.

use super::FindingKind;
use super::header::{ROWS_SEARCHED, find_header};
use super::notebook::Notebook;
use super::source::{Cells, Departures, Table};
use crate::engine::table::xlsx::{self, Book, Sheet};
use crate::engine::table::{TableError, TableFormat};

/// So many sheets are searched for predictions.
const SHEETS_SEARCHED: usize = 16;

/// Opens a workbook; `None` where the container holds something else.
pub(super) fn open(
    bytes: &[u8],
    notebook: &mut Notebook,
    departures: &mut Departures,
) -> Result<Option<Table>, TableError> {
    if !xlsx::is_spreadsheet(bytes)? {
        return Ok(None);
    }
    let mut book = Book::open(bytes)?;
    let names: Vec<String> = book.sheet_names().map(str::to_owned).collect();
    let first = book.sheet(0)?;
    if names.len() > 1 {
        notebook.file(FindingKind::MultipleSheets, names.clone());
    }
    if let Some(header) = header_of(&first) {
        if header > 0 {
            departures.rows_above = header;
            notebook.file(FindingKind::HeaderNotFirstRow, [(header + 1).to_string()]);
        }
        return Ok(Some(table(first, header, None, names.into_iter().next())));
    }
    // VLMEvalKit sees the first sheet all the same.
    let first_name = names.first().cloned();
    let seen_names = names_of(&first);
    for (number, name) in names.into_iter().enumerate().take(SHEETS_SEARCHED).skip(1) {
        let Ok(sheet) = book.sheet(number) else { continue };
        if let Some(header) = header_of(&sheet) {
            departures.sheet = Some((number, name.clone()));
            departures.rows_above = header;
            return Ok(Some(table(sheet, header, Some(seen_names), Some(name))));
        }
    }
    Ok(Some(table(first, 0, None, first_name)))
}

fn table(read: Sheet, header: usize, seen_names: Option<Vec<String>>, sheet: Option<String>) -> Table {
    let frame = read.frame(header);
    Table { frame, seen_names, format: TableFormat::Xlsx, sheet, cells: Cells::Sheet(read, header) }
}

fn header_of(sheet: &Sheet) -> Option<usize> {
    let rows: Vec<Vec<String>> = (0..sheet.row_count().min(ROWS_SEARCHED)).map(|row| sheet.texts(row)).collect();
    find_header(rows.iter().map(Vec::as_slice))
}

fn names_of(sheet: &Sheet) -> Vec<String> {
    sheet.frame(0).columns.iter().map(|column| column.name.to_python_text()).collect()
}
